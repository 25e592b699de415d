using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Anchors as detectors are trained with them.</summary>
internal static class SsdAnchors
{
    private const double Smallest = 0.1;

    /// <summary>Null when the scope was told what is wrong.</summary>
    public static GridAnchors? Of(HeadScope scope)
    {
        var isPyramid = scope.Word("anchors", "ssd", "ssd", "fpn") == "fpn";
        var levels = scope.Numbers("levels", 0, 12) ?? (isPyramid ? [3, 7] : [4, 9]);
        var ratios = scope.Numbers("ratios", 0.01, 100) ?? (isPyramid ? [1, 2, 0.5] : [1, 2, 0.5, 3, 0.3333]);
        var sizes = scope.Numbers("sizes", 0.001, 10) ?? [0.2, 0.95];
        if (levels is not [var first, var last] || last < first || sizes is not [var low, var high])
        {
            scope.Refuse("levels are first/last, sizes min/max");
            return null;
        }

        var count = (int)last - (int)first + 1;
        var grids = ImmutableArray.CreateBuilder<AnchorGrid>();
        for (var i = 0; i < count; i++)
        {
            var step = 1 << ((int)first + i);
            var shapes = isPyramid ? Pyramid(step, ratios, scope) : Ssd(i, count, low, high, ratios);
            grids.Add(Grid(shapes, step, isPyramid, scope.Picture));
        }

        return new GridAnchors(grids.ToImmutable());
    }

    /// <summary>A share of a picture's side in 4096ths of a pixel.</summary>
    public static int InPixels(double share, int pixels)
    {
        const double far = 1 << 26;
        return (int)Math.Round(Math.Clamp(share * pixels * AnchorSet.One, -far, far), MidpointRounding.AwayFromZero);
    }

    private static int Cells(int pixels, int step) => (pixels + step - 1) / step;

    /// <summary>Three boxes on the finest grid; on the others one for each ratio and one between this scale and the next.</summary>
    private static ImmutableArray<(double Height, double Width)> Ssd(
        int level, int levels, double low, double high, ImmutableArray<double> ratios)
    {
        var scale = Scale(level);
        if (level == 0)
            return [.. new[] { (Smallest, 1.0), (scale, 2), (scale, 0.5) }.Select(s => Box(s.Item1, s.Item2))];
        return [.. ratios.Select(r => Box(scale, r)), Box(Math.Sqrt(scale * Scale(level + 1)), 1)];

        double Scale(int i) => i >= levels ? 1 : levels == 1 ? low : low + ((high - low) * i / (levels - 1));
    }

    /// <summary>Each ratio at four steps of the grid and half an octave above.</summary>
    private static ImmutableArray<(double Height, double Width)> Pyramid(int step, ImmutableArray<double> ratios, HeadScope scope)
    {
        const double anchorScale = 4;
        return
        [
            .. new[] { 1, Math.Sqrt(2) }.SelectMany(octave => ratios.Select(r =>
                (
                    anchorScale * step * octave / Math.Sqrt(r) / scope.Picture.Height,
                    anchorScale * step * octave * Math.Sqrt(r) / scope.Picture.Width))),
        ];
    }

    private static (double Height, double Width) Box(double scale, double ratio) => (scale / Math.Sqrt(ratio), scale * Math.Sqrt(ratio));

    /// <param name="isStepped">Cells are as far apart as the grid says; otherwise spread evenly over the picture.</param>
    private static AnchorGrid Grid(
        ImmutableArray<(double Height, double Width)> shapes, int step, bool isStepped, (int Height, int Width) picture)
    {
        var (rows, columns) = (Cells(picture.Height, step), Cells(picture.Width, step));
        return new(
            rows,
            columns,
            AnchorSet.One * (isStepped ? rows * step : picture.Height),
            AnchorSet.One * (isStepped ? columns * step : picture.Width),
            [.. shapes.SelectMany(s => new[] { InPixels(s.Height, picture.Height), InPixels(s.Width, picture.Width) })]);
    }
}
