using System.Collections.Immutable;
using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary>The options that decide what is generated; the same for compile, plan, verify and bench.</summary>
internal sealed class GenerationOptions
{
    private readonly Option<string?> _name =
        new("--name") { Description = "Prefix of every generated name (default: made from the file name)", HelpName = "NAME" };

    private readonly Option<ScheduleMode> _schedule = ChoiceOption.Create<ScheduleMode>(
        "--schedule",
        "The least RAM for at most 1 % more instructions; one operator at a time; or chains of operators tile by tile in little RAM",
        OptionNames.Of);

    private readonly Option<KernelSet> _kernels = ChoiceOption.Create<KernelSet>(
        "--kernels", "What is fastest on the target, calls of the official CMSIS-NN, or the portable C of this project", OptionNames.Of);

    private readonly Option<BorderMode> _io = ChoiceOption.Create<BorderMode>(
        "--io", "Types at the border: as in the file, or int8 without the border's QUANTIZE and DEQUANTIZE", OptionNames.Of);

    private readonly Option<InputMode> _input = ChoiceOption.Create<InputMode>(
        "--input-mode", "The whole input in RAM, or pushed row by row as a camera delivers it", OptionNames.Of);

    private readonly Option<WeightsFormat> _weights = ChoiceOption.Create<WeightsFormat>(
        "--weights", "Constants as C arrays, as a file that the assembler includes, or as a file bound at run time", OptionNames.Of);

    private readonly Option<bool> _keepChannels =
        new("--keep-channels") { Description = "Compute channels that always have one value, or that no weight reads, all the same" };

    private readonly Option<bool> _packInt4 =
        new("--pack-int4") { Description = "Keep weights of 4 bits packed, two to a byte: half their flash, and slower" };

    private readonly Option<int?> _ramBudget =
        ByteCountOption.Create("--ram-budget", "Largest arena allowed, for example 256K (default: the target's memory)");

    private readonly Option<int?> _reserve =
        ByteCountOption.Create("--reserve", "Bytes of the target's memory that are left to the rest of the firmware, for example 64K");

    private readonly Option<int?> _flashBudget =
        ByteCountOption.Create("--flash-budget", "Most constants allowed, for example 1M (default: the target's memory)");

    private readonly Option<ImmutableArray<PlacementRule>> _place = PlaceOption.Create();

    private readonly HeadOptions _head = new();

    public void AddTo(Command command)
    {
        _head.AddTo(command);
        command.Add(_schedule);
        command.Add(_kernels);
        command.Add(_io);
        command.Add(_input);
        command.Add(_weights);
        command.Add(_ramBudget);
        command.Add(_reserve);
        command.Add(_flashBudget);
        command.Add(_place);
        command.Add(_keepChannels);
        command.Add(_packInt4);
        command.Add(_name);
    }

    /// <inheritdoc cref="HeadOptions.Load"/>
    public Outcome<ModelFile> Load(ParseResult parse, string path) => _head.Load(parse, path);

    /// <summary>The same of a float network that is quantized on the way.</summary>
    public Outcome<ModelFile> Load(ParseResult parse, string path, CalibrationOptions calibration, CliConsole console)
    {
        if (!calibration.AreGiven(parse))
            return Load(parse, path);
        var loaded = ModelFile.Load(path);
        if (loaded.Value is not { } model)
            return loaded;
        var quantized = calibration.Apply(parse, model, console);
        if (quantized.Value is not { } whole)
            return new(null, [.. loaded.Diagnostics, .. quantized.Diagnostics]);
        var headed = PutHead(parse, whole);
        return headed with { Diagnostics = [.. loaded.Diagnostics, .. quantized.Diagnostics, .. headed.Diagnostics] };
    }

    /// <inheritdoc cref="HeadOptions.Apply"/>
    public Outcome<ModelFile> PutHead(ParseResult parse, ModelFile model) => _head.Apply(parse, model);

    /// <summary>Whether a head is asked for.</summary>
    public bool AsksForHead(ParseResult parse) => _head.Asks(parse);

    /// <summary>Whether the network is given a name.</summary>
    public bool Names(ParseResult parse) => parse.GetValue(_name) is not null;

    public CompileRequest Request(ParseResult parse, ModelFile model, Target target) =>
        new(model.Graph, parse.GetValue(_name) ?? model.CName, model.Sha256, target)
        {
            Camera = model.Camera,
            Schedule = parse.GetValue(_schedule),
            Kernels = parse.GetValue(_kernels),
            Io = parse.GetValue(_io),
            Input = parse.GetValue(_input),
            Weights = parse.GetValue(_weights),
            KeepChannels = parse.GetValue(_keepChannels),
            PackInt4 = parse.GetValue(_packInt4),
            RamBudgetBytes = parse.GetValue(_ramBudget),
            ReserveBytes = parse.GetValue(_reserve) ?? 0,
            FlashBudgetBytes = parse.GetValue(_flashBudget),
            Place = parse.GetValue(_place),
            Head = model.Head,
        };
}
