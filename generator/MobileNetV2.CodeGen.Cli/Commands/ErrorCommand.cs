using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Completion;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Quantizing;
using MobileNetV2.CodeGen.Reports.Plan;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>error</c>: what quantization cost, layer by layer.</summary>
internal sealed class ErrorCommand
{
    private const string Examples = """

        Layers are matched by the names of their output tensors. Signal to noise is energy over energy of the error, in decibels: 6 dB are one bit.

        Examples:
          mnv2c error net.tflite --against net_float.onnx --images pictures
          mnv2c error net.tflite --against net_float.tflite --images pictures --at-least 20 --top1-loss 1
          mnv2c error net.tflite --against net_float.onnx --images pictures --steps
          mnv2c error net.tflite --against net_float.onnx --images pictures --target stm32h743 --html report.html
        """;

    private readonly Argument<string> _model = CommonSymbols.Model();
    private readonly Option<string> _against = new("--against") { Description = "The float network", HelpName = "MODEL", Required = true };
    private readonly SampleOptions _samples = new(new CameraOptions());
    private readonly Option<double?> _atLeast =
        new("--at-least") { Description = "Fail when the outputs have less signal to noise", HelpName = "DB" };
    private readonly Option<double?> _top1Loss =
        new("--top1-loss") { Description = "Fail when more percent of the samples get another class", HelpName = "P" };
    private readonly Option<bool> _steps = new("--steps")
    {
        Description = "Also quantize the float network anew, step by step, with every other sample, and show what each step gains",
    };

    private readonly Option<string?> _target = new Option<string?>("--target", "-t")
    {
        Description = "With --html: the target whose RAM and cost the page shows beside the error",
        HelpName = "TARGET",
    }.Offering(CommonSymbols.BuiltInTargets);

    private readonly Option<string?> _html =
        CommonSymbols.Html("Also write the page of 'plan --html' with the error of every step beside RAM and cost; needs --target");

    private readonly Option<bool> _json = CommonSymbols.Json();

    public static Command Create(CliConsole console)
    {
        var symbols = new ErrorCommand();
        var command = new DocumentedCommand(
            "error", "Show what quantization cost, layer by layer, and fail when it is too much", SampleOptions.Notes + Examples);
        command.Add(symbols._model);
        command.Add(symbols._against);
        symbols._samples.AddTo(command);
        command.Add(symbols._atLeast);
        command.Add(symbols._top1Loss);
        command.Add(symbols._steps);
        command.Add(symbols._target);
        command.Add(symbols._html);
        command.Add(symbols._json);
        command.SetAction(parse => symbols.Run(parse, console));
        return command;
    }

    private int Run(ParseResult parse, CliConsole console)
    {
        var run = new CommandRun(console);
        if (run.Take(ModelFile.Load(parse.GetRequiredValue(_model)), out var model)
            && run.Take(ModelFile.Load(parse.GetRequiredValue(_against)), out var reference)
            && run.Report(ModelPair.Check(model, reference))
            && run.Report([.. RunLimits.Check(model.Graph, model.Path), .. RunLimits.Check(reference.Graph, reference.Path)])
            && run.Take(_samples.Read(parse, model.Graph), out var samples))
        {
            var report = Progress.Run(console, "comparing", _ => NetworkComparison.Compare(model.Graph, reference.Graph, samples.Samples));
            var gains = Progress.Run(console, "trying int16", _ => Int16Gains.Of(model.Graph, reference.Graph, samples.Samples));
            StepReport? steps = null;
            if (parse.GetValue(_steps) && !run.Take(Steps(console, reference.Graph, samples), out steps))
                return run.ExitCode;
            if (parse.GetValue(_json))
                ErrorSummary.PrintJson(console, report, gains, steps);
            else if (console.Verbosity != Verbosity.Quiet)
                ErrorSummary.Print(console, report, gains, steps);
            WritePage(parse, run, console, model, report);
            run.Report(Gates(parse, model.Path, report));
        }

        return run.ExitCode;
    }

    private void WritePage(ParseResult parse, CommandRun run, CliConsole console, ModelFile model, ErrorReport report)
    {
        if (parse.GetValue(_html) is not { } path)
            return;
        if (parse.GetValue(_target) is not { } name)
        {
            run.Report([CommandLineDiagnostics.OutOfRange("--html", "the page shows RAM and cost on a target: give --target too")]);
            return;
        }

        if (!run.Take(TargetName.Resolve(name), out var target)
            || !run.Take(Compiler.Plan(new CompileRequest(model.Graph, model.CName, model.Sha256, target)), out var plan))
            return;
        var errors = new PlanErrors(report.Samples, report.OutputSqnrDb, report.Top1Agreement, [
            .. report.Layers.DistinctBy(l => l.Name).Select(l => new PlanError(l.Name, l.SqnrDb))]);
        if (run.Report(HtmlFile.Write(path, () => plan.ToHtml(errors: errors))))
            HtmlFile.Tell(console, path, parse.GetValue(_json));
    }

    private ImmutableArray<Diagnostic> Gates(ParseResult parse, string model, ErrorReport report)
    {
        var failed = ImmutableArray.CreateBuilder<Diagnostic>();
        var loss = 100 * (1 - report.Top1Agreement);
        if (parse.GetValue(_atLeast) is { } least && report.OutputSqnrDb < least)
            failed.Add(CommandLineDiagnostics.NotGoodEnough(
                model, $"the outputs have {Number(report.OutputSqnrDb)} dB signal to noise, at least {Number(least)} were asked for"));
        if (parse.GetValue(_top1Loss) is { } most && loss > most)
            failed.Add(CommandLineDiagnostics.NotGoodEnough(
                model, $"{Number(loss)} % of the samples get another class, at most {Number(most)} % were asked for"));
        return failed.ToImmutable();
    }

    private static Outcome<StepReport> Steps(CliConsole console, Graph reference, SampleSet samples) => Progress.Run(
        console,
        "quantizing step by step",
        _ => StepGains.Of(new QuantizeRequest(reference, samples.Samples) { InputRange = samples.Range }));

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
