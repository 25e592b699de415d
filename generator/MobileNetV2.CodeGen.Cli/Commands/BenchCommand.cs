using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Reports.Plan;
using MobileNetV2.CodeGen.Simulation.Benchmarking;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>bench</c>: instructions, stack and code size on emulated cores.</summary>
internal sealed class BenchCommand
{
    private const int MostWaitStates = 100;

    private const string Notes = """
        Instructions are those retired in QEMU; cycles are modelled, not measured: the blocks that ran, priced by a table of the core
        (docs/cycles.md). Both repeat exactly. With several targets --json prints an array.

        Examples:
          mnv2c bench person.tflite --target cortex-m4
          mnv2c bench person.tflite --target cortex-m4 --target cortex-m7 --target cortex-m55
          mnv2c bench person.tflite --target cortex-m55 --cmsis-nn ~/cmsis-nn-m55 --json
          mnv2c bench person.tflite --target stm32l4r5 --wait-states 5
          mnv2c bench person.tflite --target stm32h743 --html report.html
        """;

    private readonly Argument<string> _model = CommonSymbols.Model();
    private readonly Option<string[]> _targets = CommonSymbols.Targets();
    private readonly Option<string?> _cmsisNn = CommonSymbols.CmsisNn();
    private readonly Option<string?> _html =
        CommonSymbols.Html("Also write the page of 'plan --html' with the measured figures; for one target");
    private readonly Option<int> _waitStates = new("--wait-states")
    {
        Description = "Cycles that an access of flash waits: tells how many they add at most",
        HelpName = "N",
    };
    private readonly Option<bool> _json = CommonSymbols.Json();
    private readonly CameraOptions _camera = new();
    private readonly GenerationOptions _generation = new();

    public static Command Create(CliConsole console)
    {
        var symbols = new BenchCommand();
        var command =
            new DocumentedCommand("bench", "Count instructions, stack and code bytes of one inference on an emulated core", Notes);
        command.Add(symbols._model);
        command.Add(symbols._targets);
        command.Add(symbols._cmsisNn);
        command.Add(symbols._waitStates);
        symbols._camera.AddTo(command);
        symbols._generation.AddTo(command);
        command.Add(symbols._json);
        command.Add(symbols._html);
        command.SetAction((parse, cancellation) => symbols.RunAsync(parse, console, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parse, CliConsole console, CancellationToken cancellation)
    {
        // Compilers, emulators and their folder.
        using var orderly = console.EndsInOrder();
        var run = new CommandRun(console);
        var targets = new List<Target>();
        foreach (var name in parse.GetRequiredValue(_targets))
        {
            if (run.Take(TargetName.Resolve(name), out var target))
                targets.Add(target);
        }

        if (run.ExitCode != ExitCode.Success
            || !run.Take(_camera.Apply(parse, _generation.Load(parse, parse.GetRequiredValue(_model))), out var model))
            return run.ExitCode;

        if (targets.Count > 1 && parse.GetValue(_html) is not null)
        {
            run.Report([CommandLineDiagnostics.OutOfRange("--html", $"a page shows one target, {targets.Count} are given")]);
            return run.ExitCode;
        }

        var waitStates = parse.GetValue(_waitStates);
        if (waitStates is < 0 or > MostWaitStates)
        {
            run.Report([CommandLineDiagnostics.OutOfRange("--wait-states", $"{waitStates} is not within 0 to {MostWaitStates}")]);
            return run.ExitCode;
        }

        var reports = new List<BenchReport>();
        foreach (var target in targets)
        {
            var request = new BenchRequest(_generation.Request(parse, model, target))
            {
                CmsisNnFolder = parse.GetValue(_cmsisNn),
                WaitStates = waitStates,
            };
            var measured = await Progress.RunAsync(
                console, $"measuring on {target.Name}", show => Benchmark.RunAsync(request, new StageProgress(show), cancellation));
            if (run.Take(measured, out var report))
            {
                reports.Add(report);
                WritePage(run, parse.GetValue(_html), request.Compile, report);
            }
        }

        if (run.ExitCode == ExitCode.Success)
        {
            BenchSummary.Print(console, reports, parse.GetValue(_json));
            HtmlFile.Tell(console, parse.GetValue(_html), parse.GetValue(_json));
        }

        return run.ExitCode;
    }

    private static void WritePage(CommandRun run, string? path, CompileRequest compile, BenchReport report)
    {
        if (path is null || !run.Take(Compiler.Plan(compile), out var plan))
            return;
        var measured = new PlanMeasurement(
            report.Machine,
            report.OfficialCmsisNn,
            report.Optimization,
            report.Instructions,
            report.CodeBytes + report.LibraryBytes,
            report.StackBytes,
            [.. report.Steps.Select(s => s.Instructions)]);
        run.Report(HtmlFile.Write(path, () => plan.ToHtml(measured)));
    }
}
