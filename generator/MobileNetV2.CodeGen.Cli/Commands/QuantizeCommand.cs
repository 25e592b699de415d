using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Export;
using MobileNetV2.CodeGen.Floats;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description;
using MobileNetV2.CodeGen.Quantizing;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>quantize</c>: a float network and some pictures become an int8 network.</summary>
internal sealed class QuantizeCommand
{
    private const string Examples = """

        Pictures need no labels; a hundred that are like those the network will see are enough. Without any, made-up pictures take their place.
        The same network and pictures give the same file on every machine.

        Examples:
          mnv2c quantize net.onnx --images pictures --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225 --output net.tflite
          mnv2c quantize net.tflite --images pictures --range 0,1 --io uint8 --effort best --output net.json
          mnv2c quantize net.onnx --images street --input-format rgb565 --input-size 320x240 --crop letterbox --output net.tflite
        """;

    private readonly Argument<string> _model = CommonSymbols.Model();
    private readonly SampleOptions _samples = new(new CameraOptions());
    private readonly Option<string> _output = new("--output",
        "-o")
    { Description = "The int8 network: .tflite, or .json with its weights beside it", HelpName = "FILE", Required = true };
    private readonly Option<QuantizationEffort?> _effort = EffortOption.Create();

    private readonly Option<QuantizedBorder> _io = ChoiceOption.Create<QuantizedBorder>(
        "--io", "Type of inputs and outputs; uint8 takes a camera's bytes", border => border.ToString().ToLowerInvariant());

    private readonly Option<string[]> _keepFloat = new("--keep-float")
    {
        Description =
        "A layer that stays on float32, by output name or number (#3); repeat for several",
        HelpName = "LAYER"
    };

    private readonly Option<string[]> _int16 = new("--int16")
    {
        Description =
            "A layer with activations of 16 bits, named in the same way; between two that follow each other nothing is rounded to 8",
        HelpName = "LAYER"
    };

    public static Command Create(CliConsole console)
    {
        var symbols = new QuantizeCommand();
        var command =
            new DocumentedCommand("quantize", "Make an int8 network of a float one and some pictures", SampleOptions.Notes + Examples);
        command.Add(symbols._model);
        symbols._samples.AddTo(command);
        command.Add(symbols._output);
        command.Add(symbols._effort);
        command.Add(symbols._io);
        command.Add(symbols._keepFloat);
        command.Add(symbols._int16);
        command.SetAction(parse => symbols.Run(parse, console));
        return command;
    }

    private int Run(ParseResult parse, CliConsole console)
    {
        var run = new CommandRun(console);
        var path = parse.GetRequiredValue(_output);
        if (run.Report(CheckOutput(path))
            && run.Take(ModelFile.Load(parse.GetRequiredValue(_model)), out var model)
            && run.Report(RunLimits.Check(model.Graph, model.Path))
            && run.Take(Samples(parse, model.Graph), out var samples)
            && run.Report(Progress.Run(console, "looking at pictures", _ => _samples.Check(parse, model.Graph))))
        {
            var request = new QuantizeRequest(model.Graph, samples.Samples)
            {
                Effort = parse.GetValue(_effort) ?? QuantizationEffort.Normal,
                Border = parse.GetValue(_io),
                KeepFloat = [.. parse.GetValue(_keepFloat) ?? []],
                Int16 = [.. parse.GetValue(_int16) ?? []],
                InputRange = samples.Range,
            };
            if (run.Take(Progress.Run(console, "quantizing", _ => Quantizer.Quantize(request)), out var result)
                && Write(run, result.Graph, path, console))
                Print(console, result);
        }

        return run.ExitCode;
    }

    private Outcome<SampleSet> Samples(ParseResult parse, Graph graph)
    {
        if (_samples.AreGiven(parse))
            return _samples.Read(parse, graph);
        var meaning = _samples.Meaning(parse, graph[graph.Inputs[0]]);
        return new(meaning.Value is null ? null : new SampleSet([], [], [], meaning.Value.Range), meaning.Diagnostics);
    }

    private static ImmutableArray<Diagnostic> CheckOutput(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension is not (".tflite" or ".json"))
            return [CommandLineDiagnostics.KindUnknown(path, ".tflite, .json")];
        var name = Path.GetFileNameWithoutExtension(path);
        return name.Length == 0 || !DescriptionWriter.CanName(name)
            ? [CommandLineDiagnostics.CannotWrite(path, "its name is missing, or holds characters that not every system takes")]
            : [];
    }

    private static bool Write(CommandRun run, Graph graph, string path, CliConsole console)
    {
        if (Path.GetExtension(path).Equals(".tflite", StringComparison.OrdinalIgnoreCase))
            return run.Take(TfLiteWriter.Write(graph), out var bytes) && WriteFile(run, path, stream => stream.Write(bytes), console);
        var folder = Path.GetDirectoryName(path) ?? "";
        return DescriptionWriter.Write(graph, Path.GetFileNameWithoutExtension(path))
            .All(file => WriteFile(run, Path.Combine(folder, file.RelativePath), file.Write, console));
    }

    private static bool WriteFile(CommandRun run, string path, Action<Stream> write, CliConsole console)
    {
        if (!run.Report(FileWriting.Write(path, write)))
            return false;
        if (console.Verbosity != Verbosity.Quiet)
            console.Out.WriteLine($"wrote {path}");
        return true;
    }

    private static void Print(CliConsole console, QuantizeResult result)
    {
        if (console.Verbosity == Verbosity.Quiet)
            return;
        TablePrinter.Print(console, new TextTable(
            [TableColumn.Left("operator"), TableColumn.Left("output"), TableColumn.Left("chosen"), TableColumn.Right("SQNR dB")],
            [.. result.Layers.Select(layer => ImmutableArray.Create(
                layer.Operator, TerminalText.OneLine(layer.Name), layer.Method,
                layer.SqnrDb.ToString("F1", CultureInfo.InvariantCulture)))]));
        console.Out.WriteLine();
        console.Out.WriteLine($"{TensorText.Counted(result.Samples, "sample")}"
            + (result.SequentialSamples < result.Samples ? $" for ranges, {result.SequentialSamples} of them for weights" : "")
            + $"; signal to noise of the last layer {result.Layers[^1].SqnrDb.ToString("F1", CultureInfo.InvariantCulture)} dB on them");
    }
}
