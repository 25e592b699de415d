using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Scheduling;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>For every step, a bound on the arena from the buffers that are live in it.</summary>
internal sealed class LiveSetBounds
{
    // Live buffers looked at. A network of thousands of branches has its largest sets looked at; the others only have to be no larger.
    private const long MostLookedAt = 20_000_000;

    private readonly PlacementProblem _problem;
    private readonly long[] _bytes;

    public LiveSetBounds(PlacementProblem problem)
    {
        _problem = problem;
        _bytes = new long[problem.Live.Steps.Length];
        var looked = new bool[_bytes.Length];
        long work = 0;
        foreach (var i in Enumerable.Range(0, _bytes.Length).OrderByDescending(i => problem.Live.Bytes[i]))
            looked[i] = (work += problem.Live.Counts[i]) <= MostLookedAt || work == problem.Live.Counts[i];
        problem.Live.Visit(i => looked[i], (i, _, live) => _bytes[i] = Bound(problem.Live.Steps[i], live));
    }

    /// <summary>For the step of that index among <see cref="LiveSets.Steps"/>, as if outputs did not get in each other's way;
    /// 0 where that was not worked out.</summary>
    public long At(int index) => _bytes[index];

    private long Bound(int step, IReadOnlyCollection<int> live)
    {
        // All offsets are multiples of the smallest alignment, so sizes and distances count in such units;
        // only the topmost buffer needs no rounding.
        var unit = int.MaxValue;
        foreach (var b in live)
            unit = Math.Min(unit, _problem.Buffers[b].AlignmentBytes);
        var (total, rounding, largest) = (0L, 0L, 0L);
        foreach (var b in live)
        {
            long size = _problem.Buffers[b].SizeBytes;
            total += RoundUp(size, unit);
            rounding = Math.Max(rounding, RoundUp(size, unit) - size);
            largest = Math.Max(largest, size);
        }

        var saved = SharedBytes.Most([.. _problem.PermitsAt(step).Select(p => Pair(p, unit))]);
        return Math.Max(total - saved - rounding, largest);
    }

    private SharedBytes.Pair Pair(OverlapPermit permit, int unit) => new(
        permit.Output.Value,
        RoundUp(_problem.Buffers[permit.Output.Value].SizeBytes, unit),
        permit.Input.Value,
        RoundUp(_problem.Buffers[permit.Input.Value].SizeBytes, unit),
        RoundUp(Math.Max(permit.DistanceBytes, 0), unit));

    private static long RoundUp(long bytes, int unit) => (bytes + unit - 1) / unit * unit;
}
