using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Simulation.Benchmarking;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>Measurements: one line per target; of a single target every step too.</summary>
internal static class BenchSummary
{
    public static void Print(CliConsole console, IReadOnlyList<BenchReport> reports, bool json)
    {
        if (json)
        {
            var documents = reports.Select(r => r.ToJson().TrimEnd('\n')).ToList();
            console.Out.Write(documents.Count == 1 ? documents[0] + "\n" : $"[\n{string.Join(",\n", documents)}\n]\n");
            return;
        }

        if (reports.Count == 1)
        {
            PrintSteps(console, reports[0]);
            console.Out.WriteLine();
        }

        PrintTargets(console, reports);
        if (reports is [{ Timing: { } timing } only] && TimeText.Of(timing, only.Instructions) is { Length: > 0 } time)
        {
            console.WriteText($"time {time}");
            TimeText.PrintSource(console, timing, 5);
        }

        if (reports is [{ Cycles: { } cycles }])
            PrintModel(console, cycles);
        foreach (var why in reports.Select(r => r.CyclesMissing).OfType<string>().Distinct(StringComparer.Ordinal))
            console.WriteText($"cycles are not modelled: {why}");

        if (reports.Any(r => KernelText.IsStandIn(r.Kernels, r.OfficialCmsisNn)))
        {
            console.Out.WriteLine();
            console.WriteText(
                "stand-ins are plain C with the bits of CMSIS-NN, for tests without the library: --cmsis-nn DIR measures the library, "
                    + "--kernels portable the faster code for a firmware without it");
        }
    }

    private static void PrintModel(CliConsole console, BenchCycles cycles)
    {
        console.WriteText($"     cycles are modelled, not measured, +-{cycles.ErrorPercent} %: {cycles.Error}");
        if (cycles.WaitStates > 0)
            console.WriteText($"     {TensorText.Count(cycles.WaitStates)} wait states of flash add at most "
                + $"{TensorText.Count(cycles.WaitCycles)} cycles: those of a flash without a cache");
    }

    private static void PrintSteps(CliConsole console, BenchReport report) => TablePrinter.Print(console, new TextTable(
        [
            TableColumn.Right("step"), TableColumn.Left("operator") with { LeftOut = 3 }, TableColumn.Left("tensor") with { Folds = true },
            TableColumn.Right("instructions"), TableColumn.Right("cycles") with { LeftOut = 5 },
            TableColumn.Right("time") with { LeftOut = 4 },
            TableColumn.Right("MACs") with { LeftOut = 1 }, TableColumn.Right("per MAC") with { LeftOut = 2 },
        ],
        [
            .. report.Steps.Select(s => ImmutableArray.Create(
                s.Index.ToString(CultureInfo.InvariantCulture), PlanTable.Operators(s.Operator.Split(", ")),
                Tail(TensorText.Name(s.Name), console), TensorText.Count(s.Instructions),
                Count(s.Cycles), Share(s, report), s.Macs == 0
                    ? ""
                    : TensorText.Count(s.Macs), s.InstructionsPerMac is { } perMac ? Ratio(perMac) : "")),
        ]));

    private static void PrintTargets(CliConsole console, IReadOnlyList<BenchReport> reports) => TablePrinter.Print(console, new TextTable(
        [
            TableColumn.Left("target"), TableColumn.Left("run on") with { LeftOut = 3 }, TableColumn.Left("kernels") with { LeftOut = 5 },
            TableColumn.Right("instructions"), TableColumn.Right("cycles") with { LeftOut = 7 },
            TableColumn.Right("est. ms") with { LeftOut = 6 }, TableColumn.Right("per MAC") with { LeftOut = 4 },
            TableColumn.Right("arena"), TableColumn.Right("stack"), TableColumn.Right("other RAM") with { LeftOut = 1 },
            TableColumn.Right("code"), TableColumn.Right("weights") with { LeftOut = 2 },
        ],
        [
            .. reports.Select(r => ImmutableArray.Create(
                r.Target, r.Machine, KernelText.Of(r.Kernels, r.OfficialCmsisNn), TensorText.Count(r.Instructions),
                Count(r.Cycles?.Cycles), r.Timing?.Milliseconds is { } ms ? TimeText.Milliseconds(ms) : "", Ratio(r.InstructionsPerMac),
                TensorText.Count(r.ArenaBytes), TensorText.Count(r.StackBytes), TensorText.Count(r.BssBytes),
                TensorText.Count(r.CodeBytes + r.LibraryBytes), TensorText.Count(r.WeightsBytes))),
        ]));

    /// <summary>A pipe has no width to fit into, but nobody reads lines of 200 letters; <c>--json</c> has whole names.
    /// The end of a name says most.</summary>
    private static string Tail(string name, CliConsole console)
    {
        const int Longest = 40;
        return console.IsTerminal || name.Length <= Longest ? name : "..." + name[^(Longest - 3)..];
    }

    private static string Count(long? value) => value is { } known ? TensorText.Count(known) : "";

    private static string Share(BenchStep step, BenchReport report) => step.Cycles is { } cycles && report.Cycles is { } all
        ? PlanTable.Share(cycles, all.Cycles)
        : PlanTable.Share(step.Instructions, report.Instructions);

    private static string Ratio(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
