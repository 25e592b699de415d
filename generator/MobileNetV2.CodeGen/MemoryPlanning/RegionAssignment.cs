using System.Collections.Immutable;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Deals buffers out to regions: hot ones, much accessed for their size, to the preferred regions.</summary>
internal static class RegionAssignment
{
    // Each buffer is tried with all that are there already.
    private const int MostBuffers = 3000;

    /// <summary>The region of each buffer, by id; null when no order of dealing out fits.</summary>
    public static ImmutableArray<MemoryRegion>? Find(KernelProgram program, MemoryLimits limits)
    {
        var heat = BufferHeat.Of(program);
        int[] byHeat = [.. program.Buffers.Select(b => b.Id.Value).OrderByDescending(b => heat[b])];
        int[] bySize = [.. byHeat.OrderByDescending(b => program.Buffers[b].SizeBytes)];

        // Hot first is fastest. It can fill the only region that is large enough for a large tensor, so such tensors first is tried next.
        int[] choosyFirst =
            [.. byHeat.OrderBy(b => Allowed(program.Buffers[b], limits).Count(r => r.SizeBytes >= program.Buffers[b].SizeBytes))];
        foreach (var order in new[] { byHeat, choosyFirst, bySize })
        {
            if (Deal(program, limits, order) is { } regions)
                return regions;
        }

        return null;
    }

    /// <summary>Where <paramref name="buffer"/> may go, preferred regions first; everywhere when the target has no regions.</summary>
    public static ImmutableArray<MemoryRegion> Allowed(ArenaBuffer buffer, MemoryLimits limits) => buffer.Kind switch
    {
        BufferKind.Input when limits.InputRegion is { } region => [region],
        BufferKind.Output when limits.OutputRegion is { } region => [region],
        _ when limits.ArenaRegions.IsEmpty => [Unlimited],
        _ => limits.ArenaRegions,
    };

    // A target without regions for the arena, whose input or output has one.
    private static MemoryRegion Unlimited { get; } = new("", 0, uint.MaxValue, RegionUse.Arena);

    private static ImmutableArray<MemoryRegion>? Deal(KernelProgram program, MemoryLimits limits, int[] order)
    {
        if (program.Buffers.Length > MostBuffers)
            return null;
        var whole = new PlacementProblem(program.Buffers, program.Overlaps);
        var members = new Dictionary<MemoryRegion, ImmutableArray<int>>();
        var regionOf = new MemoryRegion[program.Buffers.Length];
        foreach (var b in order)
        {
            var region = Allowed(program.Buffers[b], limits)
                .FirstOrDefault(r => Fits(whole, members.GetValueOrDefault(r, []).Add(b), r.SizeBytes));
            if (region is null)
                return null;
            members[region] = members.GetValueOrDefault(region, []).Add(b);
            regionOf[b] = region;
        }

        return [.. regionOf];
    }

    private static bool Fits(PlacementProblem whole, ImmutableArray<int> members, long capacityBytes)
    {
        var problem = whole.Among([.. members.Order()]);
        if (LiveSetBound.Of(problem).Bytes > capacityBytes)
            return false;
        var greedy = new GreedyPlacement(problem);
        return PlacementOrders.Of(problem).Any(order => greedy.Place(order).ArenaBytes <= capacityBytes);
    }
}
