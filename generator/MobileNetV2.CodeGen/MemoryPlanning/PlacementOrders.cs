using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>The orders in which greedy placing is tried. Each is good for some shape of network; ties go to the lower id.</summary>
internal static class PlacementOrders
{
    public static IEnumerable<int[]> Of(PlacementProblem problem)
    {
        yield return By(problem, b => b.SizeBytes);
        yield return By(problem, b => (long)b.SizeBytes * Lifetime(b));
        yield return By(problem, b => Lifetime(b), b => b.SizeBytes);
        yield return By(problem, b => -b.FirstStep, b => b.SizeBytes);
        yield return By(problem, b => b.LastStep, b => b.SizeBytes);
        yield return FromThePeakOutwards(problem);
    }

    private static int[] By(PlacementProblem problem, params Func<ArenaBuffer, long>[] descendingKeys) =>
        [.. descendingKeys
            .Aggregate(problem.Buffers.Order(Comparer<ArenaBuffer>.Create((_, _) => 0)), (order, key) => order.ThenByDescending(key))
            .Select(b => b.Id.Value)];

    // The steps with most live bytes leave least freedom: their buffers are placed first, large before small.
    private static int[] FromThePeakOutwards(PlacementProblem problem)
    {
        var live = problem.Live;
        var rank = new int[live.Steps.Length];
        foreach (var (place, step) in Enumerable.Range(0, rank.Length).OrderByDescending(problem.Bounds.At).Index())
            rank[step] = place;
        var least = new RangeMinimum(rank);
        return [.. problem.Buffers
            .OrderBy(b => least.Of(live.IndexAfter(b.FirstStep) - 1, live.IndexAfter(b.LastStep)))
            .ThenByDescending(b => b.SizeBytes)
            .Select(b => b.Id.Value)];
    }

    private static int Lifetime(ArenaBuffer buffer) => buffer.LastStep - buffer.FirstStep + 1;
}
