using System.Collections.Immutable;
using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>compile</c>: a network becomes C.</summary>
internal sealed class CompileCommand
{
    private const string Notes = """
        The folder holds C11 that builds alone: the network, its header, its constants and the runtime files that it calls, and for each --emit:
          cmake       CMakeLists.txt: a library target; links the target cmsis-nn when the project has one
          make        NAME.mk to include in a Makefile: variables, and rules for a library
          zephyr      zephyr/: makes the folder a Zephyr module with Kconfig options; uses Zephyr's CMSIS-NN
          arduino     library.properties, src/ for the C, examples/Inference: makes the folder an Arduino library
          platformio  library.json, src/ for the C: makes the folder a PlatformIO library
          cmsis-pack  NAME.clayer.yml: a layer for csolution projects; uses the pack ARM::CMSIS-NN
        Several networks go into one folder, with the runtime once, each under its own name (cmake and make only). NAME_and_others_report.html shows
        them together.
        It is written completely or not at all. Files of the same model's previous compile are replaced; other files are never touched.

        Examples:
          mnv2c compile person.tflite --target stm32h743 --output gen
          mnv2c compile person.tflite --target cortex-m4 --kernels portable --ram-budget 96K --output gen
          mnv2c compile person.tflite --target cortex-m33 --emit zephyr --output modules/person
          mnv2c compile person.tflite --target cortex-m4 --input-format rgb565 --input-size 320x240 --input-mode rows --output gen
          mnv2c compile net.onnx --calibration pictures --normalize imagenet --target stm32h743 --output gen
          mnv2c compile wake.tflite person.tflite --target cortex-m33 --share-arena --output gen
        """;

    private readonly Argument<string> _model = CommonSymbols.Model();
    private readonly Argument<string[]> _more =
        new("MORE") { Description = "More networks for the same firmware", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> _target = CommonSymbols.Target();
    private readonly Option<string> _output =
        new("--output", "-o") { Description = "Folder for the generated C; made when missing", HelpName = "DIR", Required = true };
    private readonly CameraOptions _camera = new();
    private readonly GenerationOptions _generation = new();
    private readonly CalibrationOptions _calibration;
    private readonly Option<ImmutableArray<BuildFormat>> _emit = EmitOption.Create();
    private readonly Option<bool> _harness = new("--harness")
    {
        Description =
            "Add NAME_board.c, which runs the network on a board and answers over a UART: to 'verify --port', and to the runner of MLPerf "
                + "Tiny",
    };

    private readonly Option<bool> _shareArena = new("--share-arena")
    {
        Description = "Of several networks: one arena as large as the largest needs; then one of them runs at a time",
    };

    private readonly Option<string?> _dumpIr =
        new("--dump-ir") { Description = "Also write one numbered text file per pass and stage into this folder", HelpName = "DIR" };
    private readonly Option<string?> _record =
        new("--record") { Description = "Also list the files that were read and written, for build systems", HelpName = "FILE" };
    private readonly Option<bool> _force = new("--force") { Description = "Replace files in the output folder that mnv2c did not write" };

    private CompileCommand() => _calibration = new(_camera);

    private Option[] OnlyOfCompile => [_output, _emit, _harness, _shareArena, _dumpIr, _record, _force];

    public static Command Create(CliConsole console)
    {
        var symbols = new CompileCommand();
        var command = new DocumentedCommand("compile", "Compile a network to C", Notes);
        command.Add(symbols._model);
        command.Add(symbols._more);
        command.Add(symbols._target);
        command.Add(symbols._output);
        symbols._camera.AddTo(command);
        symbols._calibration.AddTo(command);
        symbols._generation.AddTo(command);
        command.Add(symbols._emit);
        command.Add(symbols._harness);
        command.Add(symbols._shareArena);
        command.Add(symbols._dumpIr);
        command.Add(symbols._record);
        command.Add(symbols._force);
        command.SetAction(parse => symbols.Run(parse, console));
        return command;
    }

    private int Run(ParseResult parse, CliConsole console)
    {
        var run = new CommandRun(console);
        if (!run.Take(TargetName.Resolve(parse.GetRequiredValue(_target)), out var target))
            return run.ExitCode;
        var folder = parse.GetRequiredValue(_output);
        ImmutableArray<string> paths = [parse.GetRequiredValue(_model), .. parse.GetValue(_more) ?? []];
        if (paths.Length > 1 && WhyNotTogether(parse) is { } reason
            && !run.Report([CommandLineDiagnostics.CannotShareFolder(folder, reason)]))
            return run.ExitCode;
        if (paths.Length == 1 && parse.GetValue(_shareArena))
        {
            run.Report([CommandLineDiagnostics.OutOfRange("--share-arena", "one network is given, several can share an arena")]);
            return run.ExitCode;
        }

        var networks = ImmutableArray.CreateBuilder<(CompileRequest Request, CompileResult Result)>();
        var read = ImmutableArray.CreateBuilder<string>();
        string? arena = null;
        foreach (var path in paths)
        {
            if (!run.Take(_camera.Apply(parse, _generation.Load(parse, path, _calibration, console)), out var model))
                return run.ExitCode;
            arena ??= parse.GetValue(_shareArena) ? SeveralNetworks.ArenaOf(model.CName) : null;
            if (Compile(parse, model, target, arena, run, console) is not { } network)
                return run.ExitCode;
            networks.Add(network);
            read.AddRange(model.Files);
        }

        if (Join(networks.ToImmutable(), arena, folder, run) is not { } files)
            return run.ExitCode;
        var name = paths.Length == 1 ? networks[0].Request.Name : SeveralNetworks.NameOf(networks[0].Request.Name);
        if (run.Report(Progress.RunToTheEnd(console, "writing files and report", _ =>
            OutputFolder.Write(folder, name, files, parse.GetValue(_force), console.Cancellation)))
            && run.Report(BuildRecord.Write(
                parse.GetValue(_record),
                read.Concat(TargetName.FilesOf(parse.GetRequiredValue(_target))),
                folder,
                Manifest.For(name, files.Select(f => f.RelativePath)).Files))
            && console.Verbosity != Verbosity.Quiet)
        {
            if (paths.Length == 1)
                CompileSummary.Print(
                    console, folder, networks[0].Request, networks[0].Result, VerifyHint.Of(parse, paths[0], OnlyOfCompile));
            else
                NetworksSummary.Print(
                    console, folder, networks.ToImmutable(), arena, [.. paths.Select(p => VerifyHint.Of(parse, p, OnlyOfCompile))]);
        }

        return run.ExitCode;
    }

    /// <summary>All files; null, with the reason printed, when the networks cannot be together.</summary>
    private static ImmutableArray<GeneratedFile>? Join(
        ImmutableArray<(CompileRequest Request, CompileResult Result)> networks, string? arena, string folder, CommandRun run)
    {
        if (networks.Length == 1)
            return networks[0].Result.Files;
        ImmutableArray<(string, CompileResult)> named = [.. networks.Select(n => (n.Request.Name, n.Result))];
        if (arena is not null && SeveralNetworks.WhyNotOneArena(named) is { } reason)
        {
            run.Report([CommandLineDiagnostics.CannotShareFolder(folder, reason)]);
            return null;
        }

        var (files, clash) = SeveralNetworks.Join(named, arena);
        if (clash is not null)
            run.Report([CommandLineDiagnostics.SameName(folder, clash)]);
        return clash is null ? files : null;
    }

    private string? WhyNotTogether(ParseResult parse) =>
        _generation.Names(parse) ? "--name is for one network"
        : _generation.AsksForHead(parse) ? "--head is for one network"
        : parse.GetValue(_harness) ? "--harness makes a program that runs one network"
        : parse.GetResult(_emit) is not null
            && parse.GetValue(_emit).FirstOrDefault(f => !SeveralNetworks.CanBuild(f), BuildFormat.CMake) is var format
            && format != BuildFormat.CMake
            ? $"--emit {OptionNames.Of(format)} makes the folder one library or module"
        : null;

    private (CompileRequest Request, CompileResult Result)? Compile(
        ParseResult parse, ModelFile model, Targets.Target target, string? arena, CommandRun run, CliConsole console)
    {
        var request = _generation.Request(parse, model, target) with { Harness = parse.GetValue(_harness), SharedArena = arena };
        if (parse.GetResult(_emit) is not null)
            request = request with { Emit = parse.GetValue(_emit) };
        var isOne = parse.GetValue(_more) is null or [];
        var dump =
            parse.GetValue(_dumpIr) is { } dumpFolder ? new StageDump(isOne ? dumpFolder : Path.Combine(dumpFolder, request.Name)) : null;
        var compiled = run.Take(
            Progress.Run(console, "compiling", show => Compiler.Compile(request, new CompileProgress(show, dump))), out var result);
        if (dump is not null)
            run.Report(dump.Write());
        return compiled ? (request, result!) : null;
    }
}
