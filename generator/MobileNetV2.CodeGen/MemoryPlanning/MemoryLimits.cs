using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Where things may go and how much there may be of them.</summary>
/// <param name="ArenaRegions">In order of preference; empty when the target has no regions, so that nothing limits the arena.</param>
/// <param name="InputRegion">Null when inputs go with the arena.</param>
/// <param name="OutputRegion">Null when outputs go with the arena.</param>
/// <param name="WeightsRegion">Null when the target has no flash region, or the caller binds weights at run time.</param>
/// <param name="SpareRegions">Writable regions of the target that are not in use: what a diagnostic can propose.</param>
internal sealed record MemoryLimits(
    ImmutableArray<MemoryRegion> ArenaRegions,
    MemoryRegion? InputRegion,
    MemoryRegion? OutputRegion,
    MemoryRegion? WeightsRegion,
    ImmutableArray<MemoryRegion> SpareRegions,
    long? RamBudgetBytes,
    long? FlashBudgetBytes)
{
    public static MemoryLimits None { get; } = new([], null, null, null, [], null, null);

    /// <summary>The caller binds weights at run time; a fingerprint behind them tells whether they are the right ones.</summary>
    public bool BindsWeights { get; init; }

    /// <summary>What <c>--reserve</c> took from the regions of the arena.</summary>
    public int ReserveBytes { get; init; }

    /// <summary>What an arena may have in all; null when nothing limits it.</summary>
    public long? RamBytes => (RamBudgetBytes, ArenaRegions.IsEmpty) switch
    {
        (null, true) => null,
        ({ } budget, true) => budget,
        (null, false) => ArenaRegions.Sum(r => (long)r.SizeBytes),
        ({ } budget, false) => Math.Min(budget, ArenaRegions.Sum(r => (long)r.SizeBytes)),
    };

    /// <summary>The limits of a compile, or what is wrong with its <c>--place</c>.</summary>
    public static Outcome<MemoryLimits> Of(CompileRequest request)
    {
        var regions = request.Target.Regions;
        ImmutableArray<Diagnostic> problems =
        [
            .. request.Place.Where(rule => regions.All(r => r.Name != rule.Region))
                .Select(rule => MemoryDiagnostics.UnknownRegion(rule, request.Target)),
            .. request.Place.Where(rule =>
                rule.Part != PlacedPart.Weights && regions.Any(r => r.Name == rule.Region && r.Holds == RegionUse.Flash))
                .Select(rule => MemoryDiagnostics.NotWritable(rule, request.Target)),
            .. request.Place.GroupBy(rule => rule.Part).Where(g => g.Key != PlacedPart.Arena && g.Count() > 1)
                .Select(g => MemoryDiagnostics.PlacedTwice([.. g])),
        ];
        if (!problems.IsEmpty)
            return new Outcome<MemoryLimits>(null, problems);

        ImmutableArray<MemoryRegion> Named(PlacedPart part) =>
            [.. request.Place.Where(rule => rule.Part == part).Select(rule => regions.First(r => r.Name == rule.Region)).Distinct()];
        var arena = Reserved(Named(PlacedPart.Arena) is { IsEmpty: false } named
            ? named
            : [.. regions.Where(r => r.Holds == RegionUse.Arena)], request.ReserveBytes);
        return new Outcome<MemoryLimits>(
            new MemoryLimits(
                arena,
                Named(PlacedPart.Input).FirstOrDefault(),
                Named(PlacedPart.Output).FirstOrDefault(),
                Named(PlacedPart.Weights).FirstOrDefault() ?? DefaultForWeights(request),
                [.. regions.Where(r => r.Holds is RegionUse.Spare or RegionUse.Arena && arena.All(a => a.Name != r.Name))],
                request.RamBudgetBytes,
                request.FlashBudgetBytes)
            {
                ReserveBytes = request.ReserveBytes,
                BindsWeights = request.Weights == WeightsFormat.Bin,
            },
            []);
    }

    // The rest of the firmware gets its bytes where the arena would go first.
    private static ImmutableArray<MemoryRegion> Reserved(ImmutableArray<MemoryRegion> arena, long reserveBytes)
    {
        var left = ImmutableArray.CreateBuilder<MemoryRegion>(arena.Length);
        foreach (var region in arena)
        {
            var taken = Math.Min(reserveBytes, region.SizeBytes);
            left.Add(region with { SizeBytes = (uint)(region.SizeBytes - taken) });
            reserveBytes -= taken;
        }

        return left.MoveToImmutable();
    }

    // With --weights bin the caller decides at run time where they are.
    private static MemoryRegion? DefaultForWeights(CompileRequest request) =>
        request.Weights == WeightsFormat.Bin ? null : request.Target.Regions.FirstOrDefault(r => r.Holds == RegionUse.Flash);
}
