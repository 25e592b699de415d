namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>The tile that a stage of a chain computes next, and what it reads of its input.</summary>
/// <remarks>Asked for every event of a chain, so what rows and columns read is looked up and not worked out.</remarks>
internal sealed class StageProgress
{
    private readonly int _inputWidth;
    private readonly int[] _rowsRequired;
    private readonly int[] _columnsRequired;
    private readonly int[] _rowNeeded;
    private readonly int[] _columnNeeded;
    private int _tile;

    public StageProgress(StreamStage stage)
    {
        var (rows, columns) = (stage.Rows, stage.Columns);
        TileWidth = stage.TileWidth;
        _inputWidth = columns.InputLength;
        _rowsRequired = new int[rows.OutputLength];
        _rowNeeded = new int[rows.OutputLength + 1];
        for (var row = 0; row <= rows.OutputLength; row++)
        {
            _rowNeeded[row] = rows.FirstNeeded(row) * _inputWidth;
            if (row < rows.OutputLength)
                _rowsRequired[row] = rows.RequiredLength(row);
        }

        var tiles = columns.OutputLength / TileWidth;
        _columnsRequired = new int[tiles];
        _columnNeeded = new int[tiles];
        for (var tile = 0; tile < tiles; tile++)
        {
            var (first, end) = stage.ColumnsRead(tile * TileWidth, (tile + 1) * TileWidth);
            _columnsRequired[tile] = end;
            _columnNeeded[tile] = Math.Min(first, _inputWidth - 1);
        }

        Look();
    }

    public int TileWidth { get; }

    public int Row { get; private set; }

    public int Column => _tile * TileWidth;

    public bool IsFinished => Row == _rowsRequired.Length;

    /// <summary>Input pixels [0, result) must exist before the tile is computed; 0 when there is none left.</summary>
    public int RequiredPixels { get; private set; }

    /// <summary>Input pixels below it are read neither by the tile nor by one that comes later.</summary>
    public int FirstNeededPixel { get; private set; }

    /// <summary>The tile is computed.</summary>
    public void Advance()
    {
        if (++_tile == _columnsRequired.Length)
            (Row, _tile) = (Row + 1, 0);
        Look();
    }

    /// <summary>Whether the last tile of all ends there.</summary>
    public bool EndsAt(int row, int endColumn) =>
        row == _rowsRequired.Length - 1 && endColumn == _columnsRequired.Length * TileWidth;

    private void Look()
    {
        if (IsFinished)
        {
            (RequiredPixels, FirstNeededPixel) = (0, _rowNeeded[Row]);
            return;
        }

        var rows = _rowsRequired[Row];
        RequiredPixels = rows == 0 ? 0 : ((rows - 1) * _inputWidth) + _columnsRequired[_tile];
        FirstNeededPixel = Math.Min(_rowNeeded[Row] + _columnNeeded[_tile], _rowNeeded[Row + 1]);
    }
}
