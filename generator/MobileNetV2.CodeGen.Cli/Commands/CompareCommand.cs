using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Reports.Comparison;
using MobileNetV2.CodeGen.Reports.Plan;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>compare</c>: two plans side by side.</summary>
internal static class CompareCommand
{
    private const string Notes = """
        The files are what 'plan --json' prints or 'compile' writes as NAME_report.json. They may differ in schedule, target, kernels, or version of the network.

        Examples:
          mnv2c plan person.tflite --target cortex-m7 --schedule layers --json > layers.json
          mnv2c plan person.tflite --target cortex-m7 --schedule stream --json > stream.json
          mnv2c compare layers.json stream.json
          mnv2c compare layers.json stream.json --html compare.html
        """;

    public static Command Create(CliConsole console)
    {
        var first = new Argument<string>("FIRST") { Description = "A plan: JSON of 'plan --json' or 'compile'" };
        var second = new Argument<string>("SECOND") { Description = "The plan to compare it with" };
        var json = CommonSymbols.Json();
        var html = CommonSymbols.Html("Also write a page with both: figures, memory maps, RAM against cost, operators that differ");
        var command = new DocumentedCommand("compare", "Compare two plans: memory, cost, and what runs differently", Notes);
        command.Add(first);
        command.Add(second);
        command.Add(json);
        command.Add(html);
        command.SetAction(parse =>
        {
            var run = new CommandRun(console);
            var paths = (First: parse.GetRequiredValue(first), Second: parse.GetRequiredValue(second));
            if (run.Take(Load(paths.First), out var a) & run.Take(Load(paths.Second), out var b))
            {
                var comparison = PlanComparison.Of(a!, b!);
                if (run.Report(HtmlFile.Write(parse.GetValue(html), () => comparison.ToHtml(a!, b!))))
                {
                    if (parse.GetValue(json))
                        console.Out.Write(comparison.ToJson());
                    else
                        CompareTable.Print(console, comparison);
                    HtmlFile.Tell(console, parse.GetValue(html), parse.GetValue(json));
                }
            }

            return run.ExitCode;
        });
        return command;
    }

    private static Outcome<PlanReport> Load(string path)
    {
        var file = FileReading.ReadAll(path);
        if (file.Value is not { } bytes)
            return new(null, file.Diagnostics);
        return PlanReportReader.Read(bytes, out var problem) is { } plan
            ? new(plan, [])
            : new(null, [CommandLineDiagnostics.NoPlan(path, problem)]);
    }
}
