using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Passes.Channels;

/// <summary>The ways in which a window can lie in the input: which of its rows and which of its columns are inside.</summary>
/// <param name="rows">The rows of taps inside, once for each way.</param>
/// <param name="columns">The same of columns.</param>
/// <param name="width">Of the window, in taps.</param>
internal sealed class WindowPlaces(ImmutableArray<ImmutableArray<int>> rows, ImmutableArray<ImmutableArray<int>> columns, int width)
{
    /// <summary>Windows beyond pictures could lie in more ways than there is memory for.</summary>
    private const long MostTaps = 1_000_000;

    /// <summary>All taps count, always.</summary>
    public static WindowPlaces Inside { get; } = new([], [], 0);

    /// <summary>In some place a tap is outside and adds nothing.</summary>
    public bool ReachOverTheBorder => !rows.IsEmpty;

    /// <summary><see cref="Inside"/> when no window reaches over the border;
    /// null when there are more ways than are worth looking at.</summary>
    public static WindowPlaces? Of(Shape input, Shape output, Shape filter, Size2D stride, Size2D dilation, Padding2D padding)
    {
        var rows = Of(input.Height, output.Height, filter.Height, stride.Height, dilation.Height, padding.Top);
        var columns = Of(input.Width, output.Width, filter.Width, stride.Width, dilation.Width, padding.Left);
        if (rows is null || columns is null || rows.Value.Sum(r => (long)r.Length) * columns.Value.Sum(c => (long)c.Length) > MostTaps)
            return null;
        var isInside = rows.Value.All(r => r.Length == filter.Height) && columns.Value.All(c => c.Length == filter.Width);
        return isInside ? Inside : new(rows.Value, columns.Value, filter.Width);
    }

    /// <summary>What the taps that count sum up to at the least and at the most, of all places.</summary>
    public (long Least, long Most) Extremes(ReadOnlySpan<long> least, ReadOnlySpan<long> most)
    {
        if (!ReachOverTheBorder)
            return (Sum(least), Sum(most));
        var (low, high) = (long.MaxValue, long.MinValue);
        foreach (var inside in rows)
        {
            foreach (var across in columns)
            {
                low = Math.Min(low, Sum(least, inside, across));
                high = Math.Max(high, Sum(most, inside, across));
            }
        }

        return (low, high);
    }

    private static long Sum(ReadOnlySpan<long> taps)
    {
        var sum = 0L;
        foreach (var tap in taps)
            sum += tap;
        return sum;
    }

    private long Sum(ReadOnlySpan<long> taps, ImmutableArray<int> inside, ImmutableArray<int> across)
    {
        var sum = 0L;
        foreach (var y in inside)
        {
            foreach (var x in across)
                sum += taps[(y * width) + x];
        }

        return sum;
    }

    private static ImmutableArray<ImmutableArray<int>>? Of(int input, int output, int window, int stride, int dilation, int before)
    {
        var positions = BesideTheBorder(input, output, window, stride, dilation, before);
        return positions.Sum(p => (long)(p.End - p.First)) * window > MostTaps
            ? null
            :
            [
                .. positions.SelectMany(p => Enumerable.Range(p.First, p.End - p.First))
                    .Select(at =>
                        Enumerable.Range(0, window)
                            .Where(tap => ((long)at * stride) - before + ((long)tap * dilation) is var x && x >= 0 && x < input)
                            .ToImmutableArray())
                    .DistinctBy(taps => taps.IsEmpty ? (-1, 0) : (taps[0], taps.Length)),
            ];
    }

    /// <summary>All positions but for those in the middle, where all taps are inside as they are beside them.</summary>
    private static ImmutableArray<(int First, int End)> BesideTheBorder(
        int input, int output, int window, int stride, int dilation, int before)
    {
        var firstInside = ((long)before + stride - 1) / stride;
        var behind = (long)input + before - ((window - 1L) * dilation) - 1;
        var lastInside = behind < 0 ? -1 : Math.Min(output - 1, behind / stride);
        return firstInside > lastInside ? [(0, output)] : [(0, (int)firstInside + 1), ((int)lastInside, output)];
    }
}
