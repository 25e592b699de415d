namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>The least arena that the buffers of a single step need: no plan can be smaller than the largest of them.</summary>
/// <param name="Bytes">Live bytes less what permitted overlaps can save together, and never more than an optimal plan.</param>
/// <param name="Step">The first step that needs that many.</param>
internal sealed record LiveSetBound(long Bytes, int Step)
{
    // In pairs looked at, for each step.
    private const long SearchBudget = 20_000;

    // Of more, the search would end before it has looked at every pair once.
    private const int MostAlone = 200;

    // In pairs of live buffers, for all steps.
    private const long MostPairs = 20_000_000;

    public static LiveSetBound Of(PlacementProblem problem)
    {
        var steps = problem.Live.Steps;
        var largest = new LiveSetBound(0, 0);
        for (var i = 0; i < steps.Length; i++)
        {
            if (problem.Bounds.At(i) > largest.Bytes)
                largest = new LiveSetBound(problem.Bounds.At(i), steps[i]);
        }

        // Several permits of one step may not all be usable at once. Placing the step's buffers alone, exactly, tells which are. Side by
        // side they take no more than their bytes: most steps of a network with many branches cannot need the most.
        long pairs = 0;
        problem.Live.Visit(
            i => SideBySide(problem, i) > largest.Bytes && problem.Live.Counts[i] <= MostAlone && problem.PermitsAt(steps[i]).Skip(1).Any()
                && (pairs += (long)problem.Live.Counts[i] * problem.Live.Counts[i]) <= MostPairs,
            (i, _, live) =>
            {
                var bytes = SmallestArenaAt(problem, i, live, largest.Bytes);
                if (bytes > largest.Bytes || (bytes == largest.Bytes && steps[i] < largest.Step))
                    largest = new LiveSetBound(bytes, steps[i]);
            });
        return largest;
    }

    private static long SideBySide(PlacementProblem problem, int index) =>
        problem.Live.Bytes[index] + ((long)problem.Live.Counts[index] * problem.MostPadding);

    // The exact arena of one step's buffers; less when it is not above `enough`, or when the search does not end in time.
    private static long SmallestArenaAt(PlacementProblem problem, int index, IReadOnlyCollection<int> live, long enough)
    {
        var alone = problem.Among([.. live.Order()]);
        var greedy = new GreedyPlacement(alone);
        var upper = greedy.Place([.. alone.Buffers.OrderByDescending(b => b.SizeBytes).Select(b => b.Id.Value)]);
        var lower = problem.Bounds.At(index);
        var (placement, isOptimal) = PlacementSearch.Improve(alone, upper, Math.Max(lower, enough), SearchBudget);
        return isOptimal && placement.ArenaBytes > enough ? placement.ArenaBytes : lower;
    }
}
