using System.Collections.Immutable;
using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Differences;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>explain-difference</c>: which rule of rounding makes another program's numbers.</summary>
internal sealed class ExplainDifferenceCommand
{
    private const string Notes = """
        THEIRS is what another program computed from the same input: a .bin file with all outputs in order, an .npy file of the only output, or a folder of tensors
        (.npy or .bin, named like tensors or their numbers; docs/why-python-gives-another-number.md saves one). With a folder every step is judged by itself.
        Two files are explained one after the other, and compared.

        Examples:
          mnv2c explain-difference python.bin person.tflite --input frame.bin
          mnv2c explain-difference python.npy board.bin person.tflite --input frame.npy
          mnv2c explain-difference python_tensors person.tflite --input frame.png --json
        """;

    private readonly Argument<string[]> _files = new("THEIRS MODEL")
    {
        Description = "One or two files or folders of other programs, and last the network",
        HelpName = "THEIRS... MODEL",
        Arity = new ArgumentArity(2, 3),
    };

    private readonly Option<string[]> _input =
        new("--input", "-i") { Description = "What the other program was given, as for 'run'", HelpName = "FILE", Required = true };

    private readonly PixelOptions _pixels = new();
    private readonly Option<bool> _json = CommonSymbols.Json();

    public static Command Create(CliConsole console)
    {
        var symbols = new ExplainDifferenceCommand();
        var command = new DocumentedCommand("explain-difference", "Find the rounding that makes another program's numbers", Notes);
        command.Add(symbols._files);
        command.Add(symbols._input);
        symbols._pixels.AddTo(command);
        command.Add(symbols._json);
        command.SetAction(parse => symbols.Run(parse, console));
        return command;
    }

    private int Run(ParseResult parse, CliConsole console)
    {
        var run = new CommandRun(console);
        var files = parse.GetRequiredValue(_files);
        if (run.Take(ModelFile.Load(files[^1]), out var model)
            && run.Report(RunLimits.Check(model.Graph, model.Path))
            && run.Take(_pixels.Choice(parse), out var pixels)
            && run.Take(InputFiles.Read(model.Graph, parse.GetRequiredValue(_input), pixels), out var inputs)
            && run.Take(Theirs(model.Graph, files[..^1]), out var theirs))
        {
            var explained = Progress.Run(console, "trying rules of rounding", _ => theirs
                .Select(t => new ExplainedFile(t.Path, DifferenceExplainer.Explain(model.Graph, inputs.Blocks, t.Tensors)))
                .ToImmutableArray());
            var apart = theirs is [var a, var b] ? OutputsApart.Between(model.Graph, a.Tensors, b.Tensors) : null;
            if (parse.GetValue(_json))
                DifferenceReport.PrintJson(console, explained, apart);
            else if (console.Verbosity != Verbosity.Quiet)
                DifferenceReport.Print(console, explained, apart);
            return explained.All(e => e.Explanation.Unexplained == 0) ? run.ExitCode : ExitCode.Failure;
        }

        return run.ExitCode;
    }

    private static Outcome<IReadOnlyList<TheirTensors>> Theirs(Graph graph, string[] paths)
    {
        var all = new List<TheirTensors>();
        foreach (var path in paths)
        {
            var read = Directory.Exists(path) ? ExpectedFiles.Folder(graph, path) : ExpectedFiles.Outputs(graph, [path]);
            if (read.Value is not { } tensors)
                return new(null, read.Diagnostics);
            if (tensors.All(t => graph.ProducerOf(t.Id) is null))
                return new(null, [CommandLineDiagnostics.NoTensors(path, "nothing in it is computed by the network")]);
            all.Add(new TheirTensors(path, tensors.DistinctBy(t => t.Id).ToDictionary(t => t.Id, t => t.Bytes)));
        }

        return new(all, []);
    }

    private sealed record TheirTensors(string Path, IReadOnlyDictionary<TensorId, ReadOnlyMemory<byte>> Tensors);
}
