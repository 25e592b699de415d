using System.Collections.Immutable;
using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Boards;
using MobileNetV2.CodeGen.Cli.Evidence;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Options;
using MobileNetV2.CodeGen.Simulation.Verification;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>verify</c>: generates, builds and runs, and compares every bit with the reference interpreter.</summary>
internal sealed class VerifyCommand
{
    private const int DefaultRandomCases = 5;

    private static readonly TimeSpan BoardPatience = TimeSpan.FromSeconds(60);
    private const long MostRandomCases = 1_000_000;

    /// <summary>All cases are made before the program runs.</summary>
    private const long MostRandomBytes = 1L << 30;

    private const string Notes = """
        The generated C is compiled with gcc and run on this machine (--target host) or in QEMU (Cortex-M); boards run on the emulated machine of their core.
        The tensors of every step are compared, so a difference is traced to the first step that differs. Exit code 0 only when all bits are equal.

        Examples:
          mnv2c verify person.tflite --target host
          mnv2c verify person.tflite --target cortex-m7 --input frame.png
          mnv2c verify person.tflite --target cortex-m33 --optimize Os --lto
          mnv2c verify person.tflite --target host --input frame.npy --expect python_output.npy --expect-tensors python_tensors
          mnv2c verify person.tflite --target stm32l4r5 --port /dev/ttyACM0
          mnv2c verify person.tflite --target cortex-m55 --cmsis-nn ~/cmsis-nn-m55
        """;

    private readonly Argument<string> _model = CommonSymbols.Model();
    private readonly Option<string> _target = CommonSymbols.Target();
    private readonly Option<string[]> _input =
        new("--input", "-i") { Description = "A case of your own, as for 'run'; once for each input of the network", HelpName = "FILE" };
    private readonly CameraOptions _camera = new();
    private readonly Option<string[]> _expect = new("--expect")
    {
        Description = "What another program computed from --input, one .bin or .npy for each output: compared too",
        HelpName = "FILE",
    };

    private readonly Option<string?> _expectTensors = new("--expect-tensors")
    {
        Description = "The same step by step: a folder of .npy or .bin files named like tensors, or like their numbers",
        HelpName = "DIR",
    };

    private readonly Option<string?> _evidence = new("--evidence")
    {
        Description = "Also write a folder that somebody else can run again: model, inputs, digests, a page to read; see 'check-evidence'",
        HelpName = "DIR",
    };

    private readonly Option<string?> _port = new("--port")
    {
        Description = "Run on a board instead: the serial port behind which the program of 'compile --harness' answers",
        HelpName = "DEVICE",
    };

    private readonly Option<int> _baud = new("--baud") { Description = "Of --port", HelpName = "N", DefaultValueFactory = _ => 115200 };

    private readonly Option<int?> _random =
        new("--random") { Description = $"Number of random cases (default: {DefaultRandomCases}, or 0 with --input)", HelpName = "N" };
    private readonly Option<ulong> _seed =
        new("--seed") { Description = "Seed of the random cases", HelpName = "S", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _cmsisNn = CommonSymbols.CmsisNn();
    private readonly Option<bool> _sanitize =
        new("--sanitize") { Description = "Build with the address and undefined-behaviour sanitizers (host only)" };
    private readonly Option<OptimizationLevel?> _optimize = ChoiceOption.Optional<OptimizationLevel>(
        "--optimize", "Optimisation level of the C compiler (default: O2, or O1 with --sanitize)", level => level.ToString());

    private readonly Option<bool> _lto = new("--lto") { Description = "Build with link-time optimisation" };
    private readonly Option<bool> _json = CommonSymbols.Json();
    private readonly GenerationOptions _generation = new();
    private readonly CalibrationOptions _calibration;

    private VerifyCommand() => _calibration = new(_camera);

    public static Command Create(CliConsole console)
    {
        var symbols = new VerifyCommand();
        var command = new DocumentedCommand("verify", "Prove that the generated C computes the bits of the reference interpreter", Notes);
        command.Add(symbols._model);
        command.Add(symbols._target);
        command.Add(symbols._input);
        symbols._camera.AddTo(command);
        command.Add(symbols._expect);
        command.Add(symbols._expectTensors);
        command.Add(symbols._evidence);
        command.Add(symbols._port);
        command.Add(symbols._baud);
        command.Add(symbols._random);
        command.Add(symbols._seed);
        command.Add(symbols._cmsisNn);
        command.Add(symbols._sanitize);
        command.Add(symbols._optimize);
        command.Add(symbols._lto);
        symbols._calibration.AddTo(command);
        symbols._generation.AddTo(command);
        command.Add(symbols._json);
        command.SetAction((parse, cancellation) => symbols.RunAsync(parse, console, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parse, CliConsole console, CancellationToken cancellation)
    {
        // Compilers, emulators and their folder.
        using var orderly = console.EndsInOrder();
        var run = new CommandRun(console);
        if (run.Take(TargetName.Resolve(parse.GetRequiredValue(_target)), out var target)
            && run.Take(_camera.Apply(parse, _generation.Load(parse, parse.GetRequiredValue(_model), _calibration, console)), out var model)
            && run.Report(RunLimits.Check(model.Graph, model.Path))
            && run.Take(Request(parse, _generation.Request(parse, model, target)), out var request))
        {
            if (parse.GetValue(_port) is { } port)
                return OnBoard(run, console, request, port, parse.GetValue(_baud));
            var verified =
                await Progress.RunAsync(console, "verifying", show => Verifier.VerifyAsync(request, new StageProgress(show), cancellation));
            if (run.Take(verified, out var report))
            {
                if (parse.GetValue(_json))
                    console.Out.Write(report.ToJson());
                else if (console.Verbosity != Verbosity.Quiet || !report.BitExact)
                    VerifySummary.Print(console, report);
                if (parse.GetValue(_evidence) is { } evidence)
                {
                    var toolchain = await ToolVersion.OfAsync(target, cancellation);
                    run.Report(Evidence(parse, new EvidenceFolder(evidence, model, request, report, toolchain)));
                }

                return report.BitExact && report.Expected.All(e => e.Difference is null) ? run.ExitCode : ExitCode.Failure;
            }
        }

        return run.ExitCode;
    }

    private ImmutableArray<Diagnostic> Evidence(ParseResult parse, EvidenceFolder evidence) =>
        _calibration.AreGiven(parse)
            ? [CommandLineDiagnostics.OutOfRange(
                "--evidence",
                "it holds the network that was compiled: make that with 'mnv2c quantize' and verify it without --calibration")]
        : parse.GetValue(_cmsisNn) is not null || parse.GetValue(_expectTensors) is not null || parse.GetValue(_expect) is { Length: > 0 }
            ? [CommandLineDiagnostics.OutOfRange(
                "--evidence", "a library or a result of your own is no part of evidence: leave out --cmsis-nn and --expect")]
            : evidence.Write(TargetName.FilesOf(parse.GetRequiredValue(_target)).FirstOrDefault());

    private static int OnBoard(CommandRun run, CliConsole console, VerifyRequest request, string port, int baud)
    {
        if (!run.Take(Compiler.Simplify(request.Compile.Graph, request.Compile.Io, request.Compile.KeepChannels), out var graph))
            return run.ExitCode;
        // A UART is slow: one random case tells as much of a board as many.
        var cases = request.Cases.IsEmpty ? [RandomCase(graph, request.Seed)] : request.Cases;
        return run.Take(SerialPorts.Open(port, baud), out var stream)
            && run.Take(BoardVerification.Run(console, graph, port, stream, cases, BoardPatience), out var equal)
            ? equal is true ? run.ExitCode : ExitCode.Failure
            : run.ExitCode;
    }

    private static ImmutableArray<ReadOnlyMemory<byte>> RandomCase(Graph graph, ulong seed)
    {
        var random = new Random(unchecked((int)seed));
        return
        [
            .. graph.Inputs.Select(id =>
            {
                var bytes = new byte[graph[id].SizeBytes];
                // Any bits are a number, but not among floats: those stay 0.
                if (graph[id].Type != ElementType.Float32)
                    random.NextBytes(bytes);
                return (ReadOnlyMemory<byte>)bytes;
            }),
        ];
    }

    private Outcome<VerifyRequest> Request(ParseResult parse, CompileRequest compile)
    {
        var files = parse.GetValue(_input) ?? [];
        var random = parse.GetValue(_random) ?? (files.Length > 0 ? 0 : DefaultRandomCases);
        if (random < 0 || (random == 0 && files.Length == 0))
            return new(
                null, [CommandLineDiagnostics.OutOfRange("--random", $"{random} random cases and no --input leave nothing to compare")]);

        var bytes = compile.Graph.Inputs.Sum(id => (long)compile.Graph[id].SizeBytes);
        if (random > MostRandomCases || random * bytes > MostRandomBytes)
        {
            return new(null, [CommandLineDiagnostics.OutOfRange("--random",
                $"{TensorText.Count(random)} cases of {TensorText.Count(bytes)} bytes; at most "
                    + $"{TensorText.Count(Math.Min(MostRandomCases, MostRandomBytes / Math.Max(1, bytes)))} are made of this network")]);
        }

        var (outputs, tensors) = (parse.GetValue(_expect) ?? [], parse.GetValue(_expectTensors));
        var expected = new List<ExpectedTensor>();
        var cases = ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>>.Empty;
        if (files.Length == 0 && (outputs.Length > 0 || tensors is not null))
            return new(null, [CommandLineDiagnostics.OutOfRange("--expect", "there is no --input from which this was computed")]);
        if (files.Length > 0)
        {
            var border = Border(compile);
            if (border.Value is null)
                return new(null, border.Diagnostics);
            var pixels = _camera.Pixels.Choice(parse);
            if (pixels.Value is null)
                return new(null, pixels.Diagnostics);
            var inputs = InputFiles.ReadInOrder(border.Value, files, pixels.Value);
            if (inputs.Value is null)
                return new(null, inputs.Diagnostics);
            cases = [.. inputs.Value.Inferences.Select(i => i.Blocks)];
            if (outputs.Length > 0 && !Take(ExpectedFiles.Outputs(border.Value, outputs), expected, out var problems))
                return new(null, problems);
            if (tensors is not null && !Take(ExpectedFiles.Folder(border.Value, tensors), expected, out problems))
                return new(null, problems);
        }

        return new(
            new VerifyRequest(compile)
            {
                Cases = cases,
                Expected = [.. expected],
                RandomCases = random,
                Seed = parse.GetValue(_seed),
                CmsisNnFolder = parse.GetValue(_cmsisNn),
                Sanitize = parse.GetValue(_sanitize),
                Optimization = parse.GetValue(_optimize),
                LinkTimeOptimization = parse.GetValue(_lto),
            },
            []);
    }

    private static bool Take(Outcome<IReadOnlyList<ExpectedTensor>> read, List<ExpectedTensor> expected,
        out ImmutableArray<Diagnostic> problems)
    {
        problems = read.Diagnostics;
        expected.AddRange(read.Value ?? []);
        return read.Value is not null;
    }

    // With --io int8 the generated code takes other inputs than the file's network.
    private static Outcome<Graph> Border(CompileRequest compile)
    {
        if (compile.Io == BorderMode.Native)
            return new(compile.Graph, []);
        var compiled = Compiler.Compile(compile);
        return new(compiled.Value?.Graph, compiled.Diagnostics);
    }
}
