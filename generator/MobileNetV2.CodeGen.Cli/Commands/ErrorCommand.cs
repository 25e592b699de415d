using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Quantizing;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>error</c>: what quantization cost, layer by layer.</summary>
internal sealed class ErrorCommand
{
    private const string Examples = """

        Layers are matched by the names of their output tensors. Signal to noise is energy over energy of the error, in decibels: 6 dB are one bit.

        Examples:
          mnv2c error net.tflite --against net_float.onnx --images pictures
          mnv2c error net.tflite --against net_float.tflite --images pictures --at-least 20 --top1-loss 1
        """;

    private readonly Argument<string> _model = CommonSymbols.Model();
    private readonly Option<string> _against = new("--against") { Description = "The float network", HelpName = "MODEL", Required = true };
    private readonly SampleOptions _samples = new();
    private readonly Option<double?> _atLeast =
        new("--at-least") { Description = "Fail when the outputs have less signal to noise", HelpName = "DB" };
    private readonly Option<double?> _top1Loss =
        new("--top1-loss") { Description = "Fail when more percent of the samples get another class", HelpName = "P" };
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
            if (parse.GetValue(_json))
                PrintJson(console, report);
            else if (console.Verbosity != Verbosity.Quiet)
                Print(console, report);
            run.Report(Gates(parse, model.Path, report));
        }

        return run.ExitCode;
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

    private static void Print(CliConsole console, ErrorReport report)
    {
        var before = double.NaN;
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        foreach (var layer in report.Layers)
        {
            rows.Add([layer.Operator, TerminalText.OneLine(layer.Name), Number(layer.SqnrDb),
                double.IsNaN(before) ? "" : Number(layer.SqnrDb - before)]);
            before = layer.SqnrDb;
        }

        TablePrinter.Print(console, new TextTable(
            [TableColumn.Left("operator"), TableColumn.Left("output"), TableColumn.Right("SQNR dB"), TableColumn.Right("change")],
            rows.ToImmutable()));
        console.Out.WriteLine();
        console.Out.WriteLine(
            $"{TensorText.Counted(report.Samples, "sample")}: outputs {Number(report.OutputSqnrDb)} dB, same class "
                + $"{Number(100 * report.Top1Agreement)} %");
        if (report.Layers.Zip(report.Layers.Skip(1)).OrderBy(pair => pair.Second.SqnrDb - pair.First.SqnrDb)
            .FirstOrDefault() is { Second: { } worst })
            console.Out.WriteLine($"most is lost at {worst.Operator} '{TerminalText.OneLine(worst.Name)}'");
    }

    private static void PrintJson(CliConsole console, ErrorReport report) => JsonPrinter.Print(console, w =>
    {
        w.WriteStartObject();
        w.WriteNumber("samples", report.Samples);
        w.WriteNumber("outputSqnrDb", report.OutputSqnrDb);
        w.WriteNumber("agreement", report.Top1Agreement);
        w.WriteStartArray("layers");
        foreach (var layer in report.Layers)
        {
            w.WriteStartObject();
            w.WriteString("operator", layer.Operator);
            w.WriteString("name", layer.Name);
            w.WriteNumber("sqnrDb", layer.SqnrDb);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    });

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
