using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>One operator of a chain, seen as a producer of pixels in raster order.</summary>
/// <param name="Inputs">The activations it reads through <paramref name="Rows"/> and <paramref name="Columns"/>;
/// constants are not listed.</param>
/// <param name="Accumulates">
/// True for a global pooling: each event consumes a row into an accumulator, and the whole output is written by the last event.
/// Then the output positions of the axes count consumed rows and columns.
/// </param>
internal sealed record StreamStage(
    Operator Operator,
    ImmutableArray<TensorId> Inputs,
    StreamAxis Rows,
    StreamAxis Columns,
    bool Accumulates)
{
    /// <summary>Asked of <see cref="InTilesOf"/>: tiles as wide as the row.</summary>
    public const int WholeRows = int.MaxValue;

    /// <summary>Wider rows are no pictures, and are not divided.</summary>
    private const int WidestTiledRow = ushort.MaxValue;

    /// <summary>Pixels that one event produces (or an accumulating stage consumes); divides the row, or two rows that are taken for
    /// one.</summary>
    public int TileWidth { get; init; } = Columns.OutputLength;

    /// <summary>
    /// The 1x1 convolution that makes what the operator reads, when it is computed again for every tile instead of kept in a line:
    /// then <see cref="Inputs"/> are its own. Its tile is what one call computes of a row.
    /// </summary>
    public StreamStage? Expansion { get; init; }

    /// <summary>
    /// Columns of the expansion that the windows of a tile share with those of the next in the row, where they are kept for it: then it
    /// computes only what lies behind them. 0 where each tile computes all that its windows span.
    /// </summary>
    public int CarriedColumns { get; init; }

    /// <summary>Of <see cref="CarriedColumns"/>, those that the first tile of a row has no tile before it for; the others of them are
    /// padding.</summary>
    public int ColumnsAhead => CarriedColumns == 0 ? 0 : CarriedColumns - Columns.PaddingBefore;

    /// <summary>The expansion of <see cref="ColumnsAhead"/>, or null where there are none.</summary>
    public StreamStage? ExpansionAhead => ColumnsAhead > 0 ? Expansion! with { TileWidth = ColumnsAhead } : null;

    /// <summary>Columns of the expansion that are at hand when a tile is computed.</summary>
    public int ColumnsExpanded => CarriedColumns + Expansion!.TileWidth;

    /// <summary>Each of its rows needs one row of every input: see <see cref="Operators.RowAccess.RowByRow"/>.</summary>
    public bool IsRowByRow { get; init; }

    /// <summary>It moves pixels within their row, which it therefore reads and writes as a whole.</summary>
    public bool MovesPixels => IsRowByRow && !Columns.IsPixelwise;

    /// <summary>What it computes, in graph order.</summary>
    public ImmutableArray<Operator> Operators => Expansion is { } expansion ? [expansion.Operator, Operator] : [Operator];

    /// <summary>Events of the stage in one run of the chain.</summary>
    public int Tiles => Pixels / TileWidth;

    /// <summary>Rows of windows that the events of one run of the chain look at: what planning a stream takes time for.</summary>
    public long RowsLookedAt => (long)Tiles * Math.Min(Rows.Size, Rows.InputLength);

    /// <summary>Output pixel i needs input pixel i only.</summary>
    public bool IsPixelwise => !Accumulates && Rows.IsPixelwise && Columns.IsPixelwise;

    /// <summary>Events that produce pixels are counted in these: output rows times output columns.</summary>
    public int Pixels => Rows.OutputLength * Columns.OutputLength;

    /// <summary>The stage in the narrowest tiles of at least <paramref name="pixels"/> pixels that divide a row: all tiles are alike,
    /// so their calls are static.</summary>
    public StreamStage InTilesOf(int pixels)
    {
        var width = Columns.OutputLength;
        return this with
        {
            TileWidth = MovesPixels || pixels >= width || width > WidestTiledRow ? width : LeastDivisor(width, pixels),
        };
    }

    /// <summary>The stage in tiles of two whole rows, which share most of what they read; null where that is little, or rows are
    /// odd.</summary>
    /// <remarks>To all others two rows of the output are one that is twice as long, from a window that is a row taller.</remarks>
    public StreamStage? InPairsOfRows() =>
        Accumulates || Expansion is not null || Rows is not { Stride: 1, Dilation: 1, Divisor: 1 } || Rows.Size == 1
            || Rows.OutputLength % 2 != 0 || Columns.OutputLength > WidestTiledRow
            ? null
            : this with
            {
                Rows = Rows with { Size = Rows.Size + 1, Stride = 2, OutputLength = Rows.OutputLength / 2 },
                Columns = Columns with { OutputLength = 2 * Columns.OutputLength },
                TileWidth = 2 * Columns.OutputLength,
            };

    /// <summary>The stage that reads what <paramref name="expansion"/> reads, and computes that again.</summary>
    /// <param name="carries">Whether columns are kept from tile to tile, where tiles share some.</param>
    public StreamStage Recomputing(StreamStage expansion, bool carries)
    {
        var again = this with { Inputs = expansion.Inputs, Expansion = expansion with { TileWidth = Columns.Span(TileWidth) } };
        var behind = TileWidth * Columns.Stride;
        var carrying = again with { CarriedColumns = Columns.SharedByNeighbours, Expansion = expansion with { TileWidth = behind } };
        return carries && TileWidth < Columns.OutputLength && carrying is { CarriedColumns: > 0, ColumnsAhead: >= 0 }
            // Neither the first tile nor the last reads beyond a border.
            && carrying.ColumnsAhead + behind <= Columns.InputLength
            && Columns.First(Columns.OutputLength - TileWidth) + behind <= Columns.InputLength
            ? carrying
            : again;
    }

    /// <summary>Pixels of its input that it computes in one run of the chain.</summary>
    public long PixelsExpanded => (RowsExpanded * Expansion!.TileWidth) + (RowsBegun * ColumnsAhead);

    /// <summary>Bytes that it keeps from tile to tile: <see cref="CarriedColumns"/> of each row of its windows.</summary>
    public int CarriedBytes(Graph graph) => checked(Rows.Size * CarriedColumns * graph[Operator.Input].Shape.Channels);

    /// <summary>Rows of windows that exist: so often the expansion's kernel is called.</summary>
    public long RowsExpanded => RowsBegun * (Columns.OutputLength / TileWidth);

    /// <summary>Rows of windows that exist in the first tiles of all rows.</summary>
    public long RowsBegun => Enumerable.Range(0, Rows.OutputLength).Sum(row => (long)Rows.Reads(row).Count());

    /// <summary>The least divisor of <paramref name="number"/> that is not below <paramref name="least"/>.</summary>
    private static int LeastDivisor(int number, int least)
    {
        var root = (int)Math.Sqrt(number);
        for (var divisor = least; divisor <= root; divisor++)
        {
            if (number % divisor == 0)
                return divisor;
        }

        // Larger divisors are quotients by smaller ones.
        var quotient = Math.Min(root, number / least);
        while (number % quotient != 0)
            quotient--;
        return number / quotient;
    }

    /// <summary>Columns [First, End) of the input that output columns [<paramref name="column"/>,
    /// <paramref name="endColumn"/>) read in every row of their window.</summary>
    public (int First, int End) ColumnsRead(int column, int endColumn)
    {
        var first = Columns.First(column);
        if (Expansion is not { } expansion)
            return ((int)Math.Max(0, first), Columns.RequiredLength(endColumn - 1));
        // Its calls are static: at the borders it takes as many pixels as anywhere.
        var from = (int)Math.Clamp(first + CarriedColumns, 0, Columns.InputLength - expansion.TileWidth);
        return (column == 0 ? from - ColumnsAhead : from, from + expansion.TileWidth);
    }
}
