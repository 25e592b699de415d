using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Reports.Plan;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>What several networks need of one firmware, and how to build and call them.</summary>
internal static class NetworksSummary
{
    /// <param name="arena">The C name of the arena that they share; null when each has its own.</param>
    /// <param name="verify">The command line that proves the bits, for each.</param>
    public static void Print(
        CliConsole console, string folder, ImmutableArray<(CompileRequest Request, CompileResult Result)> networks, string? arena,
        IEnumerable<string> verify)
    {
        var plans = networks.Select(n => n.Result.Plan).ToArray();
        var largest = plans.Max(p => p.ArenaBytes);
        var bytes = arena is null ? plans.Sum(p => p.ArenaBytes) : largest;
        TablePrinter.Print(console, new TextTable(
            [TableColumn.Left("network"), TableColumn.Right("arena bytes"), TableColumn.Right("weights bytes"), TableColumn.Right("MACs"),
                TableColumn.Right("est. instructions")],
            [
                .. networks.Select(n => Row(n.Request.Name, [n.Result.Plan], n.Result.Plan.ArenaBytes)),
                Row("together", plans, bytes),
            ]));
        console.Out.WriteLine();
        var name = SeveralNetworks.NameOf(networks[0].Request.Name);
        console.WriteText(
            $"files    in {folder}: NAME.h, NAME.c and a report for each network, {name}_report.html for all, the runtime mnv2_* once");
        if (arena is not null)
            console.WriteText($"arena    one of {TensorText.Count(bytes)} bytes: one network runs at a time, {arena}.h says more");
        else if (plans.All(p => p.Arenas.Length <= 1))
            console.WriteText($"arena    networks that run in turn can share {TensorText.Count(largest)} bytes: --share-arena");
        if (TooSmall(plans[0], bytes) is { } region)
        {
            var (missing, size) = (TensorText.Count(bytes - region.SizeBytes), TensorText.Count(region.SizeBytes));
            console.WriteText($"         together they need {missing} bytes more than {region.Name} has ({size})");
        }

        console.Out.WriteLine();
        console.Out.WriteLine("next");
        if (networks[0].Request.Emit.Contains(BuildFormat.CMake))
            console.Out.WriteLine(
                $"  cmake:   add_subdirectory({folder}) and link {string.Join(' ', networks.Select(n => n.Request.Name))}");
        if (networks[0].Request.Emit.Contains(BuildFormat.Make))
            console.Out.WriteLine($"  make:    include {string.Join(' ', networks.Select(n => $"{folder}/{n.Request.Name}.mk"))}");
        foreach (var line in verify)
            console.Out.WriteLine($"  prove:   {line}");
    }

    /// <summary>The only region of the arena, when it is too small for all together.</summary>
    private static PlanRegion? TooSmall(PlanReport plan, long bytes) => plan.Limits.ArenaRegions is [var only]
        ? plan.Limits.Regions.FirstOrDefault(r => r.Name == only && r.SizeBytes < bytes)
        : null;

    private static ImmutableArray<string> Row(string name, PlanReport[] plans, long arena) =>
    [
        name, TensorText.Count(arena), TensorText.Count(plans.Sum(p => p.WeightsBytes)), TensorText.Count(plans.Sum(p => p.Macs)),
        TensorText.Count(plans.Sum(p => p.EstimatedInstructions)),
    ];
}
