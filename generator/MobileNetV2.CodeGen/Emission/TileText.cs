using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>The C expressions of the tile that calls compute.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Begin">Its first column.</param>
/// <param name="End">The column behind its last.</param>
/// <param name="Pixels">How many pixels it has.</param>
/// <param name="PixelsBefore">How many pixels the tiles before it have.</param>
/// <param name="Pointers">Local pointers to its first pixel in each tensor that is read or written by pixels.</param>
internal sealed record TileText(
    string Row, string Begin, string End, string Pixels, string PixelsBefore,
    ImmutableArray<(TilePixelArgument Pixel, string Name)> Pointers)
{
    /// <summary>The local array of row pointers.</summary>
    public const string RowPointers = "rows";

    /// <summary>In the function of a stage.</summary>
    public static TileText OfStage(StageCode code) => new(
        "tile->y", "tile->x_begin", "tile->x_end", "tile->x_end - tile->x_begin", "tile->y * width + tile->x_begin", PointersOf(code));

    /// <summary>In the function that computes a part of a row again: it is given the places of its first pixel.</summary>
    public static TileText OfExpansion(StreamStage stage, ImmutableArray<KernelCall> calls)
    {
        var pixels = CText.Integer(stage.TileWidth);
        return new("0", "0", pixels, pixels, "0", PointersOf(calls));
    }

    /// <summary>In a loop over the rows, and over the tiles of a row where it has several.</summary>
    public static TileText OfLoop(StageCode code)
    {
        var (width, tile) = (code.Stage.Columns.OutputLength, CText.Integer(code.Stage.TileWidth));
        var before = $"y * {CText.Integer(width)}";
        return code.Stage.TileWidth == width
            ? new("y", "0", tile, tile, before, PointersOf(code))
            : new("y", "x", $"x + {tile}", tile, before + " + x", PointersOf(code));
    }

    public string Number(TileNumber number) => number switch
    {
        TileNumber.Row => Row,
        TileNumber.FirstColumn => Begin,
        TileNumber.EndColumn => End,
        TileNumber.Pixels => Pixels,
        TileNumber.PixelsBefore => PixelsBefore,
        _ => throw new ArgumentOutOfRangeException(nameof(number), number, null),
    };

    /// <summary>The pointer to the tile's first pixel, or to a channel of it.</summary>
    public string Place(TilePixelArgument argument)
    {
        var name = Pointers.First(p => p.Pixel.Tensor == argument.Tensor && p.Pixel.IsReadOnly == argument.IsReadOnly).Name;
        return argument.Channel == 0 ? name : $"{name} + {CText.Integer(argument.Channel)}";
    }

    private static ImmutableArray<(TilePixelArgument Pixel, string Name)> PointersOf(StageCode code) => PointersOf(code.Calls);

    private static ImmutableArray<(TilePixelArgument Pixel, string Name)> PointersOf(ImmutableArray<KernelCall> calls)
    {
        var pixels =
            calls.SelectMany(c => c.FlatArguments).OfType<TilePixelArgument>().DistinctBy(p => (p.Tensor, p.IsReadOnly)).ToArray();
        return [.. Named("input", pixels.Where(p => p.IsReadOnly)), .. Named("output", pixels.Where(p => !p.IsReadOnly))];
    }

    private static IEnumerable<(TilePixelArgument Pixel, string Name)> Named(string role, IEnumerable<TilePixelArgument> pixels)
    {
        var all = pixels.ToArray();
        return all.Select((p, i) => (p, StepNames.Numbered(role, i + 1, all.Length)));
    }
}
