namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>How many bytes the outputs and the dying inputs of one step may have in common.</summary>
internal static class SharedBytes
{
    /// <summary>An output and an input that may overlap when the output begins <paramref name="DistanceBytes"/> below the input,
    /// or lower.</summary>
    internal readonly record struct Pair(int Output, long OutputBytes, int Input, long InputBytes, long DistanceBytes);

    /// <summary>No placement shares more, as if outputs did not get in each other's way.</summary>
    public static long Most(IReadOnlyList<Pair> pairs) => pairs.Count switch
    {
        0 => 0,
        1 => Math.Max(0, Math.Min(pairs[0].InputBytes, pairs[0].OutputBytes - Math.Max(pairs[0].DistanceBytes, 0))),
        _ => Math.Min(
            pairs.GroupBy(p => p.Output).Sum(p => MostOver(p.First().OutputBytes, p)),
            pairs.DistinctBy(p => p.Input).Sum(p => p.InputBytes)),
    };

    // Inputs are disjoint, and each begins at least its distance above the output: a machine (the output's bytes) that serves jobs (inputs)
    // with release dates (distances). Serving them in order of release keeps it busy longest.
    private static long MostOver(long outputBytes, IEnumerable<Pair> pairs)
    {
        long end = 0;
        long covered = 0;
        foreach (var pair in pairs.OrderBy(p => p.DistanceBytes).DistinctBy(p => p.Input))
        {
            var begin = Math.Max(end, Math.Max(pair.DistanceBytes, 0));
            if (begin >= outputBytes)
                break;
            end = begin + pair.InputBytes;
            covered += Math.Min(end, outputBytes) - begin;
        }

        return covered;
    }
}
