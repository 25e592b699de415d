using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Templates.Quoting;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>
/// Linker sections of what is placed in a named region. They begin with <c>.bss</c> and <c>.rodata</c>, so that a compiler knows
/// what they hold and a linker script that does not know them still finds a place.
/// </summary>
internal sealed record SectionNames(ImmutableArray<string?> Arenas, string? Weights, ImmutableArray<SectionView> All)
{
    /// <remarks>An arena in the region where zeros go anyway needs no section: any linker script will do.</remarks>
    public static SectionNames Of(MemoryPlan plan, CompileRequest request, int weightsAlignmentBytes)
    {
        var isPlaced = plan.ArenaBytes.Length > 1 || request.Place.Any(p => p.Part != PlacedPart.Weights);
        ImmutableArray<string?> arenas =
            [.. plan.ArenaBytes.Select((_, i) =>
                isPlaced && i < plan.RegionNames.Length ? $".bss.mnv2.{OutputFormat.LinkerScript.Quote!(plan.RegionNames[i])}" : null)];
        var weightsRegion = request.Place.FirstOrDefault(p => p.Part == PlacedPart.Weights)?.Region;
        var weights = weightsRegion is null || request.Weights == WeightsFormat.Bin
            ? null
            : $".rodata.mnv2.{OutputFormat.LinkerScript.Quote!(weightsRegion)}";

        var all = ImmutableArray.CreateBuilder<SectionView>();
        for (var i = 0; i < arenas.Length; i++)
        {
            if (arenas[i] is { } name)
                all.Add(new SectionView(name, plan.RegionNames[i], IsConstant: false, request.Target.AlignmentBytes));
        }

        if (weights is not null)
            all.Add(new SectionView(weights, weightsRegion!, IsConstant: true, weightsAlignmentBytes));
        return new SectionNames(arenas, weights, all.ToImmutable());
    }
}
