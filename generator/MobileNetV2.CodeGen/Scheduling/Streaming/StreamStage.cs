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

    /// <summary>Pixels that one event produces (or an accumulating stage consumes); divides the row.</summary>
    public int TileWidth { get; init; } = Columns.OutputLength;

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
        return this with { TileWidth = pixels >= width || width > WidestTiledRow ? width : LeastDivisor(width, pixels) };
    }

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
    public (int First, int End) ColumnsRead(int column, int endColumn) => (
        (int)Math.Max(0, Columns.First(column)),
        Columns.RequiredLength(endColumn - 1));
}
