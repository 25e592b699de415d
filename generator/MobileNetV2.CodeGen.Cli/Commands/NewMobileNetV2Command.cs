using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>new mobilenet_v2</c>: a network of any size with deterministic weights.</summary>
internal sealed class NewMobileNetV2Command
{
    private const string Notes = """
        The weights are random but deterministic, and the quantization is calibrated, so memory, cost and bit-exactness can be studied before training is done.
        Two files are written: FILE (JSON) and beside it the weights (.safetensors).

        With --head the network does something else than classify: boxes of SSDLite, a class map in the manner of DeepLab (without the branch that pools),
        an embedding of 128 numbers, heat maps of 17 key points or of objects. 'mnv2c heads' lists what reads them.

        Examples:
          mnv2c new mobilenet_v2 --width 0.35 --resolution 96 --classes 2 --output person.json
          mnv2c new mobilenet_v2 --head ssdlite --width 0.35 --resolution 192 --classes 1 --output people.json
        """;

    private static readonly MobileNetV2Options Defaults = new();

    private readonly Option<double> _width = NumberOption.Create("--width", "Channel multiplier, 0.1 to 1.4", "W", Defaults.Width);
    private readonly Option<int> _resolution = new("--resolution")
    {
        Description = "Height and width of the input",
        HelpName = "R",
        DefaultValueFactory = _ => Defaults.Resolution
    };
    private readonly Option<int> _classes =
        new("--classes") { Description = "Number of classes", HelpName = "K", DefaultValueFactory = _ => Defaults.Classes };
    private readonly Option<int> _channels =
        new("--channels") { Description = "Input channels, 1 or 3", HelpName = "C", DefaultValueFactory = _ => Defaults.InputChannels };
    private readonly Option<NetworkHead> _head = ChoiceOption.Create<NetworkHead>(
        "--head", "What stands on the features", h => h.ToString().ToLowerInvariant());

    private readonly Option<ulong> _seed =
        new("--seed") { Description = "Chooses the weights", HelpName = "S", DefaultValueFactory = _ => Defaults.Seed };
    private readonly Option<bool> _uint8 =
        new("--uint8") { Description = "uint8 input and output through QUANTIZE, as many converters make it" };
    private readonly Option<string> _output =
        new("--output", "-o") { Description = "The description to write, .json", HelpName = "FILE", Required = true };

    public static Command Create(CliConsole console)
    {
        var symbols = new NewMobileNetV2Command();
        var command =
            new DocumentedCommand("mobilenet_v2", "Make an int8 MobileNetV2 of any width, resolution and number of classes", Notes);
        command.Add(symbols._head);
        command.Add(symbols._width);
        command.Add(symbols._resolution);
        command.Add(symbols._classes);
        command.Add(symbols._channels);
        command.Add(symbols._seed);
        command.Add(symbols._uint8);
        command.Add(symbols._output);
        command.SetAction(parse => symbols.Run(parse, console));
        return command;
    }

    private int Run(ParseResult parse, CliConsole console)
    {
        var run = new CommandRun(console);
        var path = parse.GetRequiredValue(_output);
        if (!run.Report(DescriptionFiles.Check(path)))
            return run.ExitCode;

        var options = new MobileNetV2Options
        {
            Head = parse.GetValue(_head),
            Width = parse.GetValue(_width),
            Resolution = parse.GetValue(_resolution),
            Classes = parse.GetValue(_classes),
            InputChannels = parse.GetValue(_channels),
            Seed = parse.GetValue(_seed),
            UInt8Border = parse.GetValue(_uint8),
            Name = Path.GetFileNameWithoutExtension(path),
        };
        if (run.Report(MobileNetV2Builder.Check(options)))
            DescriptionFiles.Write(
                run, console, Progress.Run(console, "making weights and calibrating them", _ => MobileNetV2Builder.Build(options)), path);
        return run.ExitCode;
    }
}
