using System.Collections.Immutable;
using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Places every buffer of a program in one arena, as tightly as its budget of search steps finds. No clock:
/// the same program gives the same plan.</summary>
internal static class MemoryPlanner
{
    // Repair counts buffers, search counts pairs looked at. The first round suffices for most networks and takes some milliseconds; the
    // second is for those with hundreds of buffers, and takes about a tenth of a second.
    private static readonly (long Repair, long Search)[] Rounds = [(5_000, 100_000), (100_000, 200_000)];

    // With more buffers a search would end before it has decided every pair once.
    private const int LargestSearch = 500;

    // Pairs of buffers that are live together: with more, knowing them all would take longer than placing is worth.
    private const long MostPairs = 4_000_000;

    /// <summary>No plan is smaller; known long before one is found.</summary>
    public static long LowerBoundBytes(KernelProgram program) =>
        LiveSetBound.Of(new PlacementProblem(program.Buffers, program.Overlaps)).Bytes;

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
        if (problem.Live.Pairs > MostPairs)
        {
            var stepwise = StepwisePlacement.Place(problem);
            return new PlacementResult(stepwise, stepwise.ArenaBytes <= lowerBoundBytes);
        }

        var greedy = new GreedyPlacement(problem);
        ImmutableArray<int[]> orders = [.. PlacementOrders.Of(problem)];
        var best = orders.Select(greedy.Place).MinBy(p => p.ArenaBytes)!;
        foreach (var (repair, search) in Rounds)
        {
            foreach (var order in orders)
            {
                var repaired = PlacementRepair.Improve(greedy, order, lowerBoundBytes, repair);
                if (repaired.ArenaBytes < best.ArenaBytes)
                    best = repaired;
                if (best.ArenaBytes <= lowerBoundBytes)
                    return new PlacementResult(best, true);
            }

            if (problem.Count > LargestSearch)
                continue;
            var result = PlacementSearch.Improve(problem, best, lowerBoundBytes, search);
            best = result.Placement;
            if (result.IsOptimal)
                return result;
        }

        return new PlacementResult(best, false);
    }
}
