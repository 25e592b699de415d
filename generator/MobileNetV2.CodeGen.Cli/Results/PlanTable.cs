using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Reports.Plan;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>A plan for people.</summary>
internal static class PlanTable
{
    /// <param name="isAdvised">False where a message about limits follows, which proposes only what keeps them.</param>
    public static void Print(CliConsole console, PlanReport plan, bool isAdvised = true)
    {
        console.WriteText($"{TerminalText.OneLine(plan.Model)} for {plan.Target}: {plan.Kernels} kernels, schedule {plan.Schedule}");
        TablePrinter.Print(console, new TextTable(
            [
                TableColumn.Right("step"), TableColumn.Left("operators"), TableColumn.Left("output") with { LeftOut = 4 },
                TableColumn.Right("live bytes"),
                TableColumn.Right("scratch") with { LeftOut = 1 }, TableColumn.Right("weights") with { LeftOut = 2 },
                TableColumn.Right("MACs") with { LeftOut = 3 },
                TableColumn.Right("est. instructions"), TableColumn.Right("time") with { LeftOut = 5 }, TableColumn.Left(""),
            ],
            [.. plan.Steps.Select(s => Row(s, plan))]));
        console.Out.WriteLine();
        PrintTotals(console, plan);
        TimeText.PrintSource(console, plan.Timing, 9);
        PrintWhole(console, plan);
        foreach (var advice in PlanAdvice.Of(plan).Where(a => isAdvised && a.Option.Length > 0))
            console.WriteText($"try      {advice.Option}: {advice.Text}");
        PrintAlternatives(console, plan);
    }

    /// <summary>The largest steps that no schedule can run tile by tile.</summary>
    private static void PrintWhole(CliConsole console, PlanReport plan)
    {
        const int Most = 3;
        PlanStep[] whole = [.. plan.Steps.Where(s => s.WhyNotStreamed.Length > 0).OrderByDescending(s => s.LiveBytes)];
        foreach (var step in whole.Take(Most).Where(s => s.LiveBytes > plan.ArenaBytes / 2))
            console.WriteText(
                $"whole    step {step.Index} {step.Operators[0]} cannot stream, and {TensorText.Count(step.LiveBytes)} bytes are live: "
                    + $"{step.WhyNotStreamed}");
    }

    /// <summary>RAM against cost: what other schedules would give.</summary>
    private static void PrintAlternatives(CliConsole console, PlanReport plan)
    {
        if (plan.Alternatives.Length < 2)
            return;
        console.Out.WriteLine();
        console.WriteText("RAM against cost (--ram-budget takes any):");
        var moreMacs = plan.Alternatives.Any(a => a.RecomputedMacs > 0) ? TableColumn.Right("more MACs") with { LeftOut = 4 } : null;
        TablePrinter.Print(console, new TextTable(
            [
                TableColumn.Right("arena bytes"), TableColumn.Right("est. instructions"),
                .. moreMacs is null ? [] : new[] { moreMacs },
                TableColumn.Right("streamed operators") with { LeftOut = 2 },
                TableColumn.Right("in streams") with { LeftOut = 1 }, TableColumn.Right("narrowest tile") with { LeftOut = 3 },
                TableColumn.Left(""),
            ],
            [.. plan.Alternatives.Select(a => (ImmutableArray<string>)
            [
                (a.IsModelled ? "about " : "") + TensorText.Count(a.ArenaBytes),
                TensorText.Count(a.EstimatedInstructions),
                .. moreMacs is null ? [] : new[] { MoreMacs(a.RecomputedMacs, plan) },
                a.StreamedOperators.ToString(CultureInfo.InvariantCulture),
                a.StreamSteps.ToString(CultureInfo.InvariantCulture),
                a.StreamSteps == 0 ? "" : a.TilePixels == 0 ? "row" : string.Create(CultureInfo.InvariantCulture, $"{a.TilePixels} px"),
                a.IsChosen ? "this plan" : a.IsStream ? "--schedule stream" : "",
            ])]));
    }

    /// <summary><c>+3.2 %</c> of computing everything once; empty for nothing.</summary>
    private static string MoreMacs(long recomputed, PlanReport plan) =>
        recomputed == 0 ? "" : "+" + Share(recomputed, plan.Macs - plan.RecomputedMacs);

    /// <summary>The figures that decide whether a network fits.</summary>
    public static void PrintTotals(CliConsole console, PlanReport plan)
    {
        console.WriteText(
            $"arena    {TensorText.Count(plan.ArenaBytes)} bytes{RegionShare(plan)} ({Gap(plan)}; the peak is at step {plan.PeakStep})");
        foreach (var arena in plan.Arenas.Where(_ => plan.Arenas.Length > 1))
            console.WriteText(
                $"         {TensorText.Count(arena.SizeBytes)} bytes in {(arena.Region.Length > 0 ? arena.Region : "the arena")}");
        if (plan.StateBytes > 0)
            console.WriteText(
                $"state    {TensorText.Count(plan.StateBytes)} bytes, kept from one inference to the next beside the arena");
        if (plan.BytesReadInPlace > 0)
            console.WriteText(
                $"views    {TensorText.Count(plan.BytesReadInPlace)} bytes of slices and splits are read where they lie, not copied");
        console.WriteText($"weights  {TensorText.Count(plan.WeightsBytes)} bytes");
        console.WriteText(
            $"MACs     {TensorText.Count(plan.Macs)}, about {TensorText.Count(plan.EstimatedInstructions)} instructions (estimated)");
        if (plan.RecomputedMacs > 0)
        {
            var again = plan.Operators.Count(o => o.RecomputedMacs > 0);
            console.WriteText(
                $"again    {TensorText.Count(plan.RecomputedMacs)} of them, {MoreMacs(plan.RecomputedMacs, plan)}: "
                    + $"{(again == 1 ? "a 1x1 expansion is" : $"{again} 1x1 expansions are")} computed again for each window, "
                    + "instead of kept");
        }

        if (DroppedChannelsText.Of(plan.DroppedChannels) is { Length: > 0 } dropped)
            console.WriteText($"dropped  {dropped}");
        if (TimeText.Of(plan.Timing, plan.EstimatedInstructions) is { Length: > 0 } time)
            console.WriteText($"time     {time}");
    }

    /// <summary><c>, 37 % of sram</c>; nothing for a target without regions.</summary>
    private static string RegionShare(PlanReport plan) =>
        plan.Arenas is [var arena] && plan.Limits.Regions.FirstOrDefault(r => r.Name == arena.Region) is { SizeBytes: > 0 } region
            ? string.Create(CultureInfo.InvariantCulture, $", {100.0 * arena.SizeBytes / region.SizeBytes:F0} % of {region.Name}")
            : "";

    /// <summary>What is known about smaller placements of the same schedule.</summary>
    private static string Gap(PlanReport plan)
    {
        var gap = plan.ArenaBytes - plan.LowerBoundBytes;
        var bound = TensorText.Count(plan.LowerBoundBytes);
        return gap == 0 ? $"lower bound {bound}, gap 0"
            : plan.ArenaIsOptimal ? $"no placement of this schedule is smaller, though no single step needs more than {bound}"
            : string.Create(CultureInfo.InvariantCulture,
                $"lower bound {bound}, gap {gap:N0} bytes or {100.0 * gap / plan.LowerBoundBytes:F1} %");
    }

    private static ImmutableArray<string> Row(PlanStep step, PlanReport plan) =>
    [
        step.Index.ToString(CultureInfo.InvariantCulture),
        Operators(step.Operators),
        step.Outputs.IsEmpty ? "" : string.Join('x', step.Outputs[^1].Shape),
        TensorText.Count(step.LiveBytes),
        step.ScratchBytes == 0 ? "" : TensorText.Count(step.ScratchBytes),
        step.WeightsBytes == 0 ? "" : TensorText.Count(step.WeightsBytes),
        step.Macs == 0 ? "" : TensorText.Count(step.Macs),
        TensorText.Count(step.EstimatedInstructions),
        Share(step.EstimatedInstructions, plan.EstimatedInstructions),
        step.Index == plan.PeakStep ? "peak" : "",
    ];

    /// <summary><c>12.3 %</c> of the whole.</summary>
    public static string Share(long part, long whole) =>
        whole == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:F1} %");

    // A stream can hold dozens of operators; the first and the last say where it is.
    public static string Operators(IReadOnlyList<string> kinds) =>
        kinds.Count <= 3 ? string.Join(" ", kinds) : $"{kinds[0]} .. {kinds[^1]} ({kinds.Count} operators streamed)";
}
