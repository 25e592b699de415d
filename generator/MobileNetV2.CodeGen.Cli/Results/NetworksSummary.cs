using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>What several networks need of one firmware, and how to build and call them.</summary>
internal static class NetworksSummary
{
    public static void Print(CliConsole console, string folder, ImmutableArray<(CompileRequest Request, CompileResult Result)> networks)
    {
        var plans = networks.Select(n => n.Result.Plan).ToArray();
        TablePrinter.Print(console, new TextTable(
            [TableColumn.Left("network"), TableColumn.Right("arena bytes"), TableColumn.Right("weights bytes"), TableColumn.Right("MACs"),
                TableColumn.Right("est. instructions")],
            [
                .. networks.Select(
                    n =>
                        Row(n.Request.Name, n.Result.Plan.ArenaBytes, n.Result.Plan.WeightsBytes, n.Result.Plan.Macs,
                            n.Result.Plan.EstimatedInstructions)),
                Row("together", plans.Sum(p => p.ArenaBytes), plans.Sum(p => p.WeightsBytes), plans.Sum(p => p.Macs),
                    plans.Sum(p => p.EstimatedInstructions)),
            ]));
        console.Out.WriteLine();
        console.Out.WriteLine($"files    in {folder}: NAME.h, NAME.c and a report for each network, the runtime mnv2_* once");
        if (plans.All(p => p.Arenas.Length <= 1))
        {
            console.Out.WriteLine(
                $"arena    networks that run one after the other can share one of {TensorText.Count(plans.Max(p => p.ArenaBytes))} bytes:");
            console.Out.WriteLine("         NAME_ARENA_EXTERNAL=1 and NAME_bind_arena(), docs/several-networks.md");
        }

        console.Out.WriteLine();
        console.Out.WriteLine("next");
        if (networks[0].Request.Emit.Contains(BuildFormat.CMake))
            console.Out.WriteLine(
                $"  cmake:   add_subdirectory({folder}) and link {string.Join(' ', networks.Select(n => n.Request.Name))}");
        if (networks[0].Request.Emit.Contains(BuildFormat.Make))
            console.Out.WriteLine($"  make:    include {string.Join(' ', networks.Select(n => $"{folder}/{n.Request.Name}.mk"))}");
        console.Out.WriteLine($"  prove:   mnv2c verify with the same options, for each network");
    }

    private static ImmutableArray<string> Row(string name, long arena, long weights, long macs, long instructions) =>
        [name, TensorText.Count(arena), TensorText.Count(weights), TensorText.Count(macs), TensorText.Count(instructions)];
}
