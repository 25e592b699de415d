using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>The least arena that the buffers of a single step need: no plan can be smaller than the largest of them.</summary>
/// <param name="Bytes">Live bytes less what permitted overlaps can save together, and never more than an optimal plan.</param>
/// <param name="Step">The first step that needs that many.</param>
internal sealed record LiveSetBound(long Bytes, int Step)
{
    // In pairs looked at, for each step.
    private const long SearchBudget = 20_000;

    public static LiveSetBound Of(PlacementProblem problem)
    {
        var largest = new LiveSetBound(0, 0);
        foreach (var step in problem.Steps)
        {
            var bytes = BytesAt(problem, step);
            if (bytes > largest.Bytes)
                largest = new LiveSetBound(bytes, step);
        }

        // Several permits of one step may not all be usable at once. Placing the step's buffers alone, exactly, tells which are.
        foreach (var step in problem.Steps.Where(s => problem.PermitsAt(s).Skip(1).Any()))
        {
            var bytes = SmallestArenaAt(problem, step, largest.Bytes);
            if (bytes > largest.Bytes || (bytes == largest.Bytes && step < largest.Step))
                largest = new LiveSetBound(bytes, step);
        }

        return largest;
    }

    // The exact arena of one step's buffers; less when it is not above `enough`, or when the search does not end in time.
    private static long SmallestArenaAt(PlacementProblem problem, int step, long enough)
    {
        var alone = problem.Among([.. problem.LiveAt(step).Select(b => b.Id.Value)]);
        var greedy = new GreedyPlacement(alone);
        var upper = greedy.Place(alone.Buffers.OrderByDescending(b => b.SizeBytes).Select(b => b.Id.Value));
        var lower = BytesAt(problem, step);
        var (placement, isOptimal) = PlacementSearch.Improve(alone, upper, Math.Max(lower, enough), SearchBudget);
        return isOptimal && placement.ArenaBytes > enough ? placement.ArenaBytes : lower;
    }

    /// <summary>A bound on the arena for the buffers that are live in <paramref name="step"/>, as if outputs did not get in each other's way.</summary>
    public static long BytesAt(PlacementProblem problem, int step)
    {
        var live = problem.LiveAt(step);

        // All offsets are multiples of the smallest alignment, so sizes and distances count in such units; only the topmost buffer needs no rounding.
        var unit = live.Min(b => b.AlignmentBytes);
        var total = live.Sum(b => RoundUp(b.SizeBytes, unit));
        var rounding = live.Max(b => RoundUp(b.SizeBytes, unit) - b.SizeBytes);
        var permits = problem.PermitsAt(step).ToLookup(p => p.Output);
        var saved = permits.Sum(p => LargestOverlap(problem, p.Key, p, unit));
        var inputs = problem.PermitsAt(step).Select(p => p.Input).Distinct();
        saved = Math.Min(saved, inputs.Sum(i => RoundUp(problem.Buffers[i.Value].SizeBytes, unit)));
        return Math.Max(total - saved - rounding, live.Max(b => b.SizeBytes));
    }

    // Inputs are disjoint, and each begins at least its distance above the output: a machine (the output's bytes) that serves jobs (inputs) with
    // release dates (distances). Serving them in order of release keeps it busy longest.
    private static long LargestOverlap(PlacementProblem problem, BufferId output, IEnumerable<OverlapPermit> permits, int unit)
    {
        long size = RoundUp(problem.Buffers[output.Value].SizeBytes, unit);
        long end = 0;
        long covered = 0;
        foreach (var permit in permits.OrderBy(p => p.DistanceBytes).DistinctBy(p => p.Input))
        {
            var begin = Math.Max(end, RoundUp(Math.Max(permit.DistanceBytes, 0), unit));
            if (begin >= size)
                break;
            end = begin + RoundUp(problem.Buffers[permit.Input.Value].SizeBytes, unit);
            covered += Math.Min(end, size) - begin;
        }

        return covered;
    }

    private static long RoundUp(long bytes, int unit) => (bytes + unit - 1) / unit * unit;
}
