using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Plans a program within limits: in the preferred region when it fits there, otherwise over several,
/// each tensor whole in one.</summary>
internal static class RegionPlanner
{
    public static Outcome<MemoryPlan> Plan(KernelProgram program, MemoryLimits limits)
    {
        if (BudgetCheck.Addressable(program) is { } tooLarge)
            return new Outcome<MemoryPlan>(null, [tooLarge]);
        var together = MemoryPlanner.Plan(program);
        var plan = InRegions(program, together, limits);
        ImmutableArray<Diagnostic> problems = plan is null
            ? [BudgetCheck.NoRegionsFit(program, together, limits)]
            : [.. BudgetCheck.Ram(program, plan, limits)];
        return new Outcome<MemoryPlan>(problems.IsEmpty ? plan : null, problems);
    }

    private static MemoryPlan? InRegions(KernelProgram program, MemoryPlan together, MemoryLimits limits)
    {
        var placesApart = limits.InputRegion is not null || limits.OutputRegion is not null;
        if (limits.ArenaRegions.IsEmpty && !placesApart)
            return together;
        if (!placesApart && together.TotalArenaBytes <= limits.ArenaRegions[0].SizeBytes)
            return together with { RegionNames = [limits.ArenaRegions[0].Name] };
        return RegionAssignment.Find(program, limits) is { } regions ? PlanEach(program, together, regions) : null;
    }

    private static MemoryPlan PlanEach(KernelProgram program, MemoryPlan together, ImmutableArray<MemoryRegion> regionOf)
    {
        var offsets = new BufferOffset[program.Buffers.Length];
        var sizes = ImmutableArray.CreateBuilder<int>();
        var used =
            regionOf.Distinct().OrderBy(r => program.Buffers.Select(b => b.Id.Value).First(b => regionOf[b] == r)).ToImmutableArray();
        var whole = new PlacementProblem(program.Buffers, program.Overlaps);
        foreach (var region in used)
        {
            ImmutableArray<int> members = [.. program.Buffers.Select(b => b.Id.Value).Where(b => regionOf[b] == region)];
            var problem = whole.Among(members);
            var placement = MemoryPlanner.Place(problem, LiveSetBound.Of(problem).Bytes).Placement;
            for (var i = 0; i < members.Length; i++)
                offsets[members[i]] = new BufferOffset(new BufferId(members[i]), sizes.Count, checked((int)placement.OffsetsBytes[i]));
            sizes.Add(checked((int)placement.ArenaBytes));
        }

        return together with
        {
            Offsets = [.. offsets],
            ArenaBytes = sizes.ToImmutable(),
            RegionNames = [.. used.Select(r => r.Name)],
            IsOptimal = false
        };
    }
}
