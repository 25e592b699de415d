using System.Collections.Immutable;
using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>compare-dump</c>: which step of a board is the first that gives other bits than the reference interpreter.</summary>
internal sealed class CompareDumpCommand
{
    private const string Notes = """
        The dump is what the board printed: lines 'mnv2: tensor STEP TENSOR BYTES CRC', and 'mnv2: data HEX' after them where single elements matter.
        The macro MNV2_ON_STEP_OUTPUT writes them; docs/first-model-on-a-board.md has the few lines of C. Other lines are skipped.

        Examples:
          mnv2c compare-dump person.tflite uart.log --input frame.bin
          mnv2c compare-dump person.tflite uart.log --input frame.bin --io int8
        """;

    private readonly Argument<string> _model = CommonSymbols.Model();
    private readonly Argument<string> _dump = new("DUMP") { Description = "A file with what the board printed" };
    private readonly Option<string[]> _input =
        new("--input", "-i") { Description = "What the board was given, as for 'run'", HelpName = "FILE", Required = true };
    private readonly Option<Normalization> _normalize = NormalizationOption.Create();
    private readonly Option<BorderMode> _io = ChoiceOption.Create<BorderMode>("--io", "As the board's code was compiled", OptionNames.Of);

    private readonly Option<bool> _keepChannels = new("--keep-channels") { Description = "As the board's code was compiled" };

    public static Command Create(CliConsole console)
    {
        var symbols = new CompareDumpCommand();
        var command =
            new DocumentedCommand("compare-dump", "Find the first step of a board whose bits differ from the reference interpreter", Notes);
        command.Add(symbols._model);
        command.Add(symbols._dump);
        command.Add(symbols._input);
        command.Add(symbols._normalize);
        command.Add(symbols._io);
        command.Add(symbols._keepChannels);
        command.SetAction(parse => symbols.Run(parse, console));
        return command;
    }

    private int Run(ParseResult parse, CliConsole console)
    {
        var run = new CommandRun(console);
        if (run.Take(ModelFile.Load(parse.GetRequiredValue(_model)), out var model)
            && run.Report(RunLimits.Check(model.Graph, model.Path))
            && run.Take(Load(parse.GetRequiredValue(_dump)), out var dump)
            && run.Take(Compiler.Simplify(model.Graph, parse.GetValue(_io), parse.GetValue(_keepChannels)), out var graph)
            && run.Take(
                InputFiles.Read(graph, parse.GetRequiredValue(_input), new PixelChoice(parse.GetValue(_normalize))), out var inputs))
        {
            var trace = new ReferenceInterpreter(graph).Trace(inputs.Blocks);
            return BoardReport.Print(console, graph, trace, dump.Tensors) ? run.ExitCode : ExitCode.Failure;
        }

        return run.ExitCode;
    }

    private static Outcome<BoardDump> Load(string path)
    {
        var file = FileReading.ReadAll(path);
        if (file.Value is not { } bytes)
            return new(null, file.Diagnostics);
        var tensors = BoardLog.Read(bytes);
        return tensors.IsEmpty
            ? new(null, [CommandLineDiagnostics.NoTensors(path, "the file has no line 'mnv2: tensor STEP TENSOR BYTES CRC'")])
            : new(new BoardDump(tensors), []);
    }

    private sealed record BoardDump(ImmutableArray<BoardTensor> Tensors);
}
