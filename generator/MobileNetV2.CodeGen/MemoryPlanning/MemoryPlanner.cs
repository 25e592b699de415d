using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Places every buffer of a program in one arena, as tightly as its budget of search steps finds. No clock: the same program gives the same plan.</summary>
internal static class MemoryPlanner
{
    // In buffers looked at. What they take is small beside starting the process.
    private const long RepairBudget = 20_000;
    private const long SearchBudget = 700_000;

    // With more, the search would end before it has decided every pair once.
    private const int LargestSearch = 500;

    public static MemoryPlan Plan(KernelProgram program)
    {
        var problem = new PlacementProblem(program.Buffers, program.Overlaps);
        var bound = LiveSetBound.Of(problem);
        var (placement, isOptimal) = Place(problem, bound.Bytes);
        return new MemoryPlan(
            [.. program.Buffers.Select(b => new BufferOffset(b.Id, 0, checked((int)placement.OffsetsBytes[b.Id.Value])))],
            [checked((int)placement.ArenaBytes)],
            checked((int)bound.Bytes),
            bound.Step)
        {
            IsOptimal = isOptimal,
        };
    }

    /// <summary>The best of several greedy orders, each repaired; then, while it is above the lower bound, of an exact search.</summary>
    public static PlacementResult Place(PlacementProblem problem, long lowerBoundBytes)
    {
        var greedy = new GreedyPlacement(problem);
        Placement? best = null;
        foreach (var order in PlacementOrders.Of(problem))
        {
            var placement = PlacementRepair.Improve(greedy, order, greedy.Place(order), lowerBoundBytes, RepairBudget);
            if (best is null || placement.ArenaBytes < best.ArenaBytes)
                best = placement;
            if (best.ArenaBytes <= lowerBoundBytes)
                return new PlacementResult(best, true);
        }

        return problem.Count > LargestSearch
            ? new PlacementResult(best!, false)
            : PlacementSearch.Improve(problem, best!, lowerBoundBytes, SearchBudget);
    }
}
