namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>The tile that a stage of a chain computes next, and what it reads of its input.</summary>
/// <remarks>Asked for every event of a chain, so what rows and columns read is looked up and not worked out.</remarks>
internal sealed class StageProgress
{
    private readonly int _tileWidth;
    private readonly int _rowPixels;
    private readonly int _inputWidth;
    private readonly int[] _rowsRequired;
    private readonly int[] _columnsRequired;
    private readonly int[] _rowNeeded;
    private readonly int[] _columnNeeded;

    public StageProgress(StreamStage stage)
    {
        var (rows, columns) = (stage.Rows, stage.Columns);
        _tileWidth = stage.TileWidth;
        _rowPixels = columns.OutputLength;
        _inputWidth = columns.InputLength;
        _rowsRequired = new int[rows.OutputLength];
        _rowNeeded = new int[rows.OutputLength + 1];
        for (var row = 0; row <= rows.OutputLength; row++)
        {
            _rowNeeded[row] = rows.FirstNeeded(row) * _inputWidth;
            if (row < rows.OutputLength)
                _rowsRequired[row] = rows.RequiredLength(row);
        }

        var tiles = columns.OutputLength / _tileWidth;
        _columnsRequired = new int[tiles];
        _columnNeeded = new int[tiles];
        for (var tile = 0; tile < tiles; tile++)
        {
            var (first, end) = stage.ColumnsRead(tile * _tileWidth, (tile + 1) * _tileWidth);
            _columnsRequired[tile] = end;
            _columnNeeded[tile] = Math.Min(first, _inputWidth - 1);
        }

        Look();
    }

    public int Row { get; private set; }

    public int Column { get; private set; }

    public bool IsFinished => Row == _rowsRequired.Length;

    /// <summary>Input pixels [0, result) must exist before the tile is computed; 0 when there is none left.</summary>
    public int RequiredPixels { get; private set; }

    /// <summary>Input pixels below it are read neither by the tile nor by one that comes later.</summary>
    public int FirstNeededPixel { get; private set; }

    /// <summary>The tile is computed.</summary>
    public void Advance()
    {
        Column += _tileWidth;
        if (Column == _rowPixels)
            (Row, Column) = (Row + 1, 0);
        Look();
    }

    private void Look()
    {
        if (IsFinished)
        {
            (RequiredPixels, FirstNeededPixel) = (0, _rowNeeded[Row]);
            return;
        }

        var tile = Column / _tileWidth;
        var rows = _rowsRequired[Row];
        RequiredPixels = rows == 0 ? 0 : ((rows - 1) * _inputWidth) + _columnsRequired[tile];
        FirstNeededPixel = Math.Min(_rowNeeded[Row] + _columnNeeded[tile], _rowNeeded[Row + 1]);
    }
}
