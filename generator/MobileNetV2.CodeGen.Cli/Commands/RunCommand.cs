using System.Collections.Immutable;
using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Overlays;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Interpreter;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>run</c>: one inference by the reference interpreter.</summary>
internal sealed class RunCommand
{
    private const int DefaultTop = 5;

    private const string Notes = """
        Inputs and outputs:
          .bin             raw elements, little-endian, row-major. Several inputs or outputs: repeat the option, or one file with all in order.
                           A file with a whole number of inferences runs them in order; a network with state keeps it between them.
          .npy             NumPy array in the type and shape of the tensor; float32 is quantized where the tensor has one scale.
          .png .jpg .bmp   for inputs of 1 or 3 channels; resized bilinearly when the size differs, grey made from colour when there is one channel.

        Pixels of 0 to 255 become the network's input by --normalize:
          auto             the whole range of the input's type: uint8 takes p, int8 takes p - 128; float32 takes p / 127.5 - 1. Right for nearly all quantized networks.
          unit, signed, raw, imagenet
                           the real value p / 255, p / 127.5 - 1, p, or (p / 255 - mean) / deviation of ImageNet's channels, then quantized by the input's scale and zero point.

        With --head the answer is shown instead of the outputs, computed with the same bits as in C; 'mnv2c heads' lists heads.

        Examples:
          mnv2c run ssd.tflite --head ssd:threshold=0.4 --input street.jpg --overlay found.png
          mnv2c run ssd.tflite --head ssd --input pictures --overlay sheet.png
          mnv2c run mobilenet.tflite --input cat.png --labels imagenet_labels.txt --top 3
          mnv2c run person.tflite --input frame.bin --output scores.npy
          mnv2c run person.tflite --input frame.bin --dump tensors --dump-as real
          mnv2c run person.tflite --input street.png --input-format rgb565 --input-size 320x240
          mnv2c run person.tflite --input street.png --input-format rgb565 --input-size 320x240 --save-input frame.bin
        """;

    private readonly Argument<string> _model = CommonSymbols.Model();
    private readonly Option<string[]> _input =
        new("--input", "-i") { Description = "Input file; once for each input, in order", HelpName = "FILE", Required = true };
    private readonly Option<string[]> _output =
        new("--output", "-o") { Description = "Write the output here; without it a summary is printed", HelpName = "FILE" };
    private readonly Option<string?> _labels = new("--labels") { Description = "Names of the classes, one line each", HelpName = "FILE" };
    private readonly HeadOptions _head;

    private readonly Option<int?> _top = new("--top") { Description = $"Print the K best classes (default: {DefaultTop})", HelpName = "K" };
    private readonly CameraOptions _camera = new();

    private readonly Option<string?> _overlay = new("--overlay")
    {
        Description = "With --head: draw the answer over the picture, into a .png or a folder; --input may be a folder of pictures",
        HelpName = "PNG|DIR",
    };

    private readonly Option<string?> _saveInput = new("--save-input")
    {
        Description = "Write the input as the network takes it, of a picture behind --input-format the bytes that the camera would send",
        HelpName = "FILE",
    };

    private readonly Option<string?> _saveAnswer = new("--save-answer")
    {
        Description = "With --head: write the bytes of the struct that NAME_read_answer() fills",
        HelpName = "FILE",
    };

    private readonly Option<string?> _dump =
        new("--dump") { Description = "Write every tensor of the run to this folder, as NAME.npy", HelpName = "DIR" };
    private readonly Option<string[]> _dumpOnly = new("--dump-only")
    {
        Description = "With --dump: only this tensor, by name or number; repeat the option for more",
        HelpName = "TENSOR",
    };

    private readonly Option<DumpForm> _dumpAs = ChoiceOption.Create<DumpForm>(
        "--dump-as", "With --dump: the stored elements, or real numbers as float32", f => f == DumpForm.Raw ? "raw" : "real");

    private readonly Option<bool> _json = CommonSymbols.Json();

    private RunCommand() => _head = new(_labels);

    public static Command Create(CliConsole console)
    {
        var symbols = new RunCommand();
        var command = new DocumentedCommand("run", "Run one inference with the reference interpreter", Notes);
        command.Add(symbols._model);
        command.Add(symbols._input);
        command.Add(symbols._output);
        command.Add(symbols._labels);
        symbols._head.AddTo(command);
        command.Add(symbols._top);
        symbols._camera.AddTo(command);
        command.Add(symbols._overlay);
        command.Add(symbols._saveInput);
        command.Add(symbols._saveAnswer);
        command.Add(symbols._dump);
        command.Add(symbols._dumpOnly);
        command.Add(symbols._dumpAs);
        command.Add(symbols._json);
        command.SetAction(parse => symbols.Run(parse, console));
        return command;
    }

    private int Run(ParseResult parse, CliConsole console)
    {
        var run = new CommandRun(console);
        if (parse.GetValue(_top) is < 1 and var top)
            run.Report([CommandLineDiagnostics.OutOfRange("--top", $"{top} classes cannot be shown; give 1 or more")]);
        else if (run.Take(_camera.Apply(parse, _head.Load(parse, parse.GetRequiredValue(_model))), out var model)
            && run.Report(RunLimits.Check(model.Graph, model.Path))
            && TakeLabels(run, parse.GetValue(_labels), out var labels)
            && run.Take(_camera.Pixels.Choice(parse), out var pixels))
        {
            if (parse.GetValue(_saveAnswer) is not null && model.Head is null)
                run.Report([CommandLineDiagnostics.OutOfRange("--save-answer", "there is no --head that would answer")]);
            else if (parse.GetValue(_overlay) is { } overlay)
                Draw(parse, run, console, model, pixels, overlay);
            else if (run.Take(InputFiles.ReadInOrder(model.Graph, parse.GetRequiredValue(_input), pixels), out var inputs))
                Run(parse, run, console, model, inputs, labels);
        }

        return run.ExitCode;
    }

    private void Draw(ParseResult parse, CommandRun run, CliConsole console, ModelFile model, PixelChoice pixels, string overlay)
    {
        var inputs = parse.GetRequiredValue(_input);
        if (model.Head is null)
            run.Report([CommandLineDiagnostics.OutOfRange("--overlay", "what should be drawn --head says; 'mnv2c heads' lists heads")]);
        else if (parse.GetValue(_output) is { Length: > 0 }
            || new[] { _dump, _saveInput, _saveAnswer }.Any(o => parse.GetValue(o) is not null))
            run.Report(
                [
                    CommandLineDiagnostics.OutOfRange(
                        "--overlay", "it writes pictures only; run again without it for --output, --dump, --save-input and --save-answer")
                ]);
        else if (inputs is not [var input])
            run.Report(
                [
                    CommandLineDiagnostics.OutOfRange(
                        "--overlay", $"it draws over one picture or a folder of pictures, {inputs.Length} inputs are given")
                ]);
        else
            new OverlayRun(run, console, model, pixels).Run(input, overlay, parse.GetValue(_json));
    }

    private void Run(ParseResult parse, CommandRun run, CliConsole console, ModelFile model, InputSequence inputs, LabelFile? labels)
    {
        var wantsClasses = labels is not null || parse.GetValue(_top) is not null;
        // What is shown is of the last inference; what is written is of all.
        var session = new InterpreterSession(model.Graph);
        var files = parse.GetValue(_output) ?? [];
        var earlier = inputs.Inferences[..^1].Select(i => session.Run(i.Blocks)).ToImmutableArray();
        var answers = model.Head?.Start();
        foreach (var before in earlier)
            answers?.Read(before);
        var trace = session.Trace(inputs.Inferences[^1].Blocks);
        ImmutableArray<byte[]> outputs = [.. model.Graph.Outputs.Select(id => trace[id].ToArray())];
        if (parse.GetValue(_dump) is { } folder)
        {
            var isReal = parse.GetValue(_dumpAs) == DumpForm.Real;
            run.Report(TensorDump.Write(model.Graph, trace, folder, parse.GetValue(_dumpOnly) ?? [], isReal));
        }

        if (files.Length > 0)
            run.Report(OutputFiles.Write(model.Graph, [.. earlier, outputs], files));
        if (parse.GetValue(_saveInput) is { } inputFile)
            run.Report(FileWriting.Write(inputFile, to => Write(to, inputs)));
        var answer = answers?.Read(outputs);
        if (parse.GetValue(_saveAnswer) is { } answerFile)
            run.Report(FileWriting.Write(answerFile, to => to.Write(answer!.ToBytes(model.Head!.Shape))));
        if (answer is not null)
            AnswerReport.Print(console, model, answer, parse.GetValue(_json));
        else if (parse.GetValue(_json))
            RunJson.Print(console, model, outputs);
        else if (wantsClasses)
            run.Report(ClassReport.Print(console, model, outputs, labels, parse.GetValue(_top) ?? DefaultTop));
        else if (files.Length == 0)
            OutputSummary.Print(console, model.Graph, outputs);
    }

    private static void Write(Stream to, InputSequence inputs)
    {
        foreach (var block in inputs.Inferences.SelectMany(i => i.Blocks))
            to.Write(block.Span);
    }

    private static bool TakeLabels(CommandRun run, string? path, out LabelFile? labels)
    {
        labels = null;
        return path is null || run.Take(LabelFile.Load(path), out labels);
    }
}
