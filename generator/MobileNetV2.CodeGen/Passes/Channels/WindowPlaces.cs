using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Passes.Channels;

/// <summary>The ways in which a window can lie in the input: which of its rows and which of its columns are inside.</summary>
/// <param name="rows">The rows of taps inside, once for each way.</param>
/// <param name="columns">The same of columns.</param>
/// <param name="width">Of the window, in taps.</param>
internal sealed class WindowPlaces(ImmutableArray<ImmutableArray<int>> rows, ImmutableArray<ImmutableArray<int>> columns, int width)
{
    /// <summary>All taps count, always.</summary>
    public static WindowPlaces Inside { get; } = new([], [], 0);

    /// <summary>In some place a tap is outside and adds nothing.</summary>
    public bool ReachOverTheBorder => !rows.IsEmpty;

    /// <summary><see cref="Inside"/> when no window reaches over the border.</summary>
    public static WindowPlaces Of(Shape input, Shape output, Shape filter, Size2D stride, Size2D dilation, Padding2D padding)
    {
        var rows = Of(input.Height, output.Height, filter.Height, stride.Height, dilation.Height, padding.Top);
        var columns = Of(input.Width, output.Width, filter.Width, stride.Width, dilation.Width, padding.Left);
        var isInside = rows.All(r => r.Length == filter.Height) && columns.All(c => c.Length == filter.Width);
        return isInside ? Inside : new(rows, columns, filter.Width);
    }

    /// <summary>What the taps that count sum up to, in each place.</summary>
    public IEnumerable<long> Sums(long[] taps) => ReachOverTheBorder
        ? rows.SelectMany(_ => columns, (r, c) => r.Sum(y => c.Sum(x => taps[(y * width) + x])))
        : [taps.Sum()];

    private static ImmutableArray<ImmutableArray<int>> Of(int input, int output, int window, int stride, int dilation, int before) =>
    [
        .. Enumerable.Range(0, output)
            .Select(at => Enumerable.Range(0, window).Where(tap => (at * stride) - before + (tap * dilation) is var x && x >= 0 && x < input).ToImmutableArray())
            .DistinctBy(taps => taps.IsEmpty ? (-1, 0) : (taps[0], taps.Length)),
    ];
}
