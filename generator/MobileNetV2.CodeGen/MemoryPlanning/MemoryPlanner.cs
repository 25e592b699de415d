using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Places every buffer of a program in one arena, as tightly as its budget of search steps finds. No clock: the same program gives the same plan.</summary>
internal static class MemoryPlanner
{
    public static MemoryPlan Plan(KernelProgram program)
    {
        var problem = new PlacementProblem(program.Buffers, program.Overlaps);
        var bound = LiveSetBound.Of(problem);
        var placement = BestPlacement(problem, bound.Bytes);
        return new MemoryPlan(
            [.. program.Buffers.Select(b => new BufferOffset(b.Id, 0, checked((int)placement.OffsetsBytes[b.Id.Value])))],
            [checked((int)placement.ArenaBytes)],
            checked((int)bound.Bytes),
            bound.Step);
    }

    private static Placement BestPlacement(PlacementProblem problem, long lowerBoundBytes)
    {
        var greedy = new GreedyPlacement(problem);
        Placement? best = null;
        foreach (var order in PlacementOrders.Of(problem))
        {
            var placement = greedy.Place(order);
            if (best is null || placement.ArenaBytes < best.ArenaBytes)
                best = placement;
            if (best.ArenaBytes <= lowerBoundBytes)
                break;
        }

        return best!;
    }
}
