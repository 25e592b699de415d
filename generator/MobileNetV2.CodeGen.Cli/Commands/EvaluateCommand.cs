using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantizing;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>evaluate</c>: how often a network is right.</summary>
internal sealed class EvaluateCommand
{
    private const string Examples = """

        Labels: one class for each sample, as a number counted from 0, one a line or separated by spaces or commas; without --labels, pictures have the class of their
        folder, folders counted in the order of their names. A network whose output has the shape of its input is one that finds anomalies: its score is the mean
        squared difference, labels are 0 and 1, and the area under the curve is shown.

        With a --head that finds boxes, --annotations is a COCO file: images (id, file_name, width, height), annotations (image_id, category_id, bbox), categories (id, name).
        The network's classes are the categories in the order of their ids. Mean average precision is COCO's; let the head keep many boxes of low scores.
        With --head segment, --masks is a folder with a .png for each picture, of the same name: greys are numbers of classes, 255 counts neither way; or colours of Pascal VOC.

        Examples:
          mnv2c evaluate net.tflite --images pictures --labels classes.txt
          mnv2c evaluate net.tflite --samples samples.bin --labels classes.txt --json
          mnv2c evaluate net.tflite --images pictures --against net_float.onnx
          mnv2c evaluate ssd.tflite --head ssd:threshold=0.01,most=100 --images val --annotations instances_val.json
          mnv2c evaluate deeplab.tflite --head segment --images val --masks val_masks
          mnv2c evaluate person.tflite --images pictures --input-format rgb565 --input-size 320x240
        """;

    private readonly Argument<string> _model = CommonSymbols.Model();
    private readonly CameraOptions _camera = new();
    private readonly SampleOptions _samples;
    private readonly HeadOptions _head;
    private readonly Option<string?> _annotations =
        new("--annotations") { Description = "With --head: the boxes of the pictures, a COCO file", HelpName = "FILE" };
    private readonly Option<string?> _masks =
        new("--masks") { Description = "With --head segment: pictures of classes, named like the pictures", HelpName = "DIR" };
    private readonly Option<string?> _labels = new("--labels") { Description = "The class of each sample", HelpName = "FILE" };
    private readonly Option<string?> _against =
        new("--against") { Description = "Another network to compare classes with", HelpName = "MODEL" };
    private readonly Option<bool> _json = CommonSymbols.Json();

    private EvaluateCommand()
    {
        _samples = new(_camera);
        _head = new(_labels);
    }

    public static Command Create(CliConsole console)
    {
        var symbols = new EvaluateCommand();
        var command = new DocumentedCommand(
            "evaluate", "Measure how often a network is right, or agrees with another", SampleOptions.Notes + Examples);
        command.Add(symbols._model);
        symbols._samples.AddTo(command);
        symbols._head.AddTo(command);
        command.Add(symbols._annotations);
        command.Add(symbols._masks);
        command.Add(symbols._labels);
        command.Add(symbols._against);
        command.Add(symbols._json);
        command.SetAction(parse => symbols.Run(parse, console));
        return command;
    }

    private int Run(ParseResult parse, CliConsole console)
    {
        var run = new CommandRun(console);
        ModelFile? other = null;
        var othersSamples = default(SampleSet);
        if (!run.Take(_camera.ApplyToIntegers(parse, _head.Load(parse, parse.GetRequiredValue(_model))), out var model))
            return run.ExitCode;
        if (model.Head is not null || parse.GetValue(_annotations) is not null || parse.GetValue(_masks) is not null)
        {
            if (run.Report(RunLimits.Check(model.Graph, model.Path)) && run.Take(_samples.Read(parse, model.Graph), out var pictures))
                new AnswerEvaluation(run, console, model, pictures, parse.GetValue(_json))
                    .Run(parse.GetValue(_annotations), parse.GetValue(_masks));
            return run.ExitCode;
        }

        if ((parse.GetValue(_against) is not { } path || TakeOther(parse, run, path, model, out other))
            && run.Report(RunLimits.Check(model.Graph, model.Path))
            && run.Take(_samples.Read(parse, model.Graph), out var samples)
            && (other is null || TakeSamples(parse, run, model, other, samples, out othersSamples))
            && run.Take(Labels(parse, model.Graph, samples), out var labels))
        {
            if (labels.Numbers.IsEmpty && other is null)
                run.Report(
                    [CommandLineDiagnostics.LabelsUnfit(model.Path, "there are no labels and no other network: nothing can be measured")]);
            else
                Print(parse, console, Evaluate(console, model.Graph, samples, other?.Graph, othersSamples, labels.Numbers));
        }

        return run.ExitCode;
    }

    /// <summary>The other network, behind the same camera if it takes one.</summary>
    private bool TakeOther(ParseResult parse, CommandRun run, string path, ModelFile model, [NotNullWhen(true)] out ModelFile? other) =>
        run.Take(_camera.ApplyToIntegers(parse, ModelFile.Load(path)), out other)
        && run.Report(ModelPair.Check(model, other, comparesInputs: IsBehindCamera(model) == IsBehindCamera(other)));

    /// <summary>The same samples for the other network: what a camera makes of them is not what it takes without one.</summary>
    private bool TakeSamples(
        ParseResult parse, CommandRun run, ModelFile model, ModelFile other, SampleSet ofModel, [NotNullWhen(true)] out SampleSet? samples)
    {
        samples = ofModel;
        return IsBehindCamera(model) == IsBehindCamera(other) || run.Take(_samples.Read(parse, other.Graph), out samples);
    }

    private static bool IsBehindCamera(ModelFile model) => CameraPicture.CameraOf(model.Graph) is not null;

    private static Evaluation Evaluate(
        CliConsole console, Graph graph, SampleSet samples, Graph? other, SampleSet? othersSamples, ImmutableArray<int> labels)
    {
        var clock = Stopwatch.StartNew();
        var outputs = Runs(console, "evaluating", graph, samples);
        var seconds = clock.Elapsed.TotalSeconds;
        var isAnomaly = IsAnomaly(graph);
        IReadOnlyList<float[]>? otherScores =
            other is null || othersSamples is null ? null : Runs(console, "evaluating the other", other, othersSamples);
        double? agreement = otherScores is null || isAnomaly
            ? null
            : outputs.Zip(otherScores)
                .Count(pair => EvaluationMeasures.Largest(pair.First) == EvaluationMeasures.Largest(pair.Second)) / (double)outputs.Length;
        var evaluation = new Evaluation(outputs.Length, null, null, [], null, agreement, null, seconds);
        if (labels.IsEmpty)
            return evaluation;
        return isAnomaly
            ? evaluation with
            {
                Auc =
                EvaluationMeasures.Auc([.. outputs.Select((output, i) => Distance(output, samples.Samples[i][0]))], labels)
            }
            : evaluation with
            {
                Top1 = EvaluationMeasures.Top(outputs, labels, 1),
                Top5 = EvaluationMeasures.Top(outputs, labels, 5),
                Confusion = EvaluationMeasures.Confusion(outputs, labels),
                OtherTop1 = otherScores is null ? null : EvaluationMeasures.Top(otherScores, labels, 1),
            };
    }

    private static ImmutableArray<float[]> Runs(CliConsole console, string what, Graph graph, SampleSet samples) => Progress.Run(
        console,
        what,
        show =>
            NetworkRuns.Outputs(graph, samples.Samples, done =>
                show(new ProgressNow("running", $"sample {done} of {samples.Samples.Length}", (double)done / samples.Samples.Length))))
        .Select(outputs => outputs[0]).ToImmutableArray();

    private static double Distance(float[] output, ReadOnlyMemory<byte> input)
    {
        var sum = 0.0;
        var reals = MemoryMarshal.Cast<byte, float>(input.Span);
        for (var i = 0; i < output.Length; i++)
            sum += (output[i] - (double)reals[i]) * (output[i] - (double)reals[i]);
        return sum / output.Length;
    }

    private static bool IsAnomaly(Graph graph) => graph[graph.Outputs[0]].Shape.ElementCount == graph[graph.Inputs[0]].Shape.ElementCount;

    private Outcome<SampleLabels> Labels(ParseResult parse, Graph graph, SampleSet samples)
    {
        var classes = IsAnomaly(graph) ? 2 : graph[graph.Outputs[0]].Shape.ElementCount;
        if (parse.GetValue(_labels) is not { } path)
            return new(new SampleLabels(OfFolders(samples, classes)), []);
        var file = FileReading.ReadAll(path);
        if (file.Value is not { } bytes)
            return new(null, file.Diagnostics);
        var words = Encoding.UTF8.GetString(bytes).Split([' ', ',', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != samples.Samples.Length)
            return new(null,
                [CommandLineDiagnostics.LabelsUnfit(path,
                    $"the file has {TensorText.Counted(words.Length, "label")} for "
                        + $"{TensorText.Counted(samples.Samples.Length, "sample")}")]);
        var numbers = ImmutableArray.CreateBuilder<int>(words.Length);
        foreach (var word in words)
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number >= classes)
                return new(null, [CommandLineDiagnostics.LabelsUnfit(path, $"'{word}' is no class of 0 to {classes - 1}")]);
            numbers.Add(number);
        }

        if (IsAnomaly(graph) && numbers.Distinct().Count() < 2)
            return new(null,
                [CommandLineDiagnostics.LabelsUnfit(
                    path, $"all labels are {numbers[0]}, and the area under the curve compares samples of 0 with samples of 1")]);
        return new(new SampleLabels(numbers.ToImmutable()), []);
    }

    /// <summary>Nothing unless there is one folder for each class.</summary>
    private static ImmutableArray<int> OfFolders(SampleSet samples, int classes)
    {
        var folders = samples.Folders.Distinct().Order(StringComparer.Ordinal).ToImmutableArray();
        return folders.Length == classes ? [.. samples.Folders.Select(f => folders.IndexOf(f))] : [];
    }

    private void Print(ParseResult parse, CliConsole console, Evaluation evaluation)
    {
        if (parse.GetValue(_json))
        {
            PrintJson(console, evaluation);
            return;
        }

        console.Out.WriteLine(
            $"{TensorText.Counted(evaluation.Samples, "sample")}, "
                + $"{(evaluation.Samples / evaluation.Seconds).ToString("F0", CultureInfo.InvariantCulture)} per second");
        foreach (var (name, share) in new[] { ("top-1", evaluation.Top1), ("top-5", evaluation.Top5),
            ("top-1 of the other", evaluation.OtherTop1), ("same class as the other", evaluation.Agreement) })
        {
            if (share is { } known)
                console.Out.WriteLine($"{name,-24} {(100 * known).ToString("F2", CultureInfo.InvariantCulture)} %");
        }

        if (evaluation.Auc is { } auc)
            console.Out.WriteLine($"{"area under the curve",-24} {auc.ToString("F4", CultureInfo.InvariantCulture)}");
        const int widestTable = 20;
        if (evaluation.Confusion.Length is > 0 and <= widestTable)
        {
            console.Out.WriteLine();
            TablePrinter.Print(console, new TextTable(
                [TableColumn.Right("class"), .. Enumerable.Range(0, evaluation.Confusion.Length).Select(c => TableColumn.Right($"as {c}"))],
                [.. evaluation.Confusion.Select((row, c) => ImmutableArray.Create([$"{c}", .. row.Select(n => n == 0 ? "" : $"{n}")]))]));
        }
    }

    private static void PrintJson(CliConsole console, Evaluation evaluation) => JsonPrinter.Print(console, w =>
    {
        w.WriteStartObject();
        w.WriteNumber("samples", evaluation.Samples);
        foreach (var (name, value) in new[]
        {
            ("top1", evaluation.Top1), ("top5", evaluation.Top5), ("auc", evaluation.Auc), ("agreement", evaluation.Agreement),
            ("otherTop1", evaluation.OtherTop1),
        })
        {
            if (value is { } known)
                w.WriteNumber(name, known);
        }

        w.WriteNumber("samplesPerSecond", evaluation.Samples / evaluation.Seconds);
        if (!evaluation.Confusion.IsEmpty)
        {
            w.WriteStartArray("confusion");
            foreach (var row in evaluation.Confusion)
            {
                w.WriteStartArray();
                foreach (var count in row)
                    w.WriteNumberValue(count);
                w.WriteEndArray();
            }

            w.WriteEndArray();
        }

        w.WriteEndObject();
    });

    private sealed record SampleLabels(ImmutableArray<int> Numbers);
}
