using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Heads;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>explore</c>: which MobileNetV2 fits a board.</summary>
internal sealed class ExploreCommand
{
    private const string Notes = """
        For each width and resolution a network is made and planned for the board as 'compile' would, input included: RAM, flash and an estimate of time; the head's own
        memory (some hundred bytes to 3 KB) comes on top. What does not fit says of what it takes too much, with the code of the reason ('mnv2c explain CODE'). The largest that fits is the one with the most work; whether it is the best only training tells.

        Examples:
          mnv2c explore --board stm32h743
          mnv2c explore --board stm32l4r5 --head ssdlite --classes 3 --html explore.html
          mnv2c explore --board rp2040 --head fomo --input-mode rows --widths 0.1,0.35 --resolutions 96,128
        """;

    private const int MostPoints = 64;

    private readonly Option<string> _board = new("--board", "--target")
    {
        Description = "A board or core: a name of 'mnv2c targets' or a file",
        HelpName = "TARGET",
        Required = true,
    };

    private readonly Option<NetworkHead> _head = ChoiceOption.Create<NetworkHead>(
        "--head", "What stands on the features", h => h.ToString().ToLowerInvariant());

    private readonly Option<int> _classes = new("--classes")
    {
        Description = "Number of classes",
        HelpName = "K",
        DefaultValueFactory = _ => 10,
    };

    private readonly Option<double[]> _widths = List("--widths", "Channel multipliers, 0.1 to 1.4", [0.1, 0.35, 0.5, 0.75, 1.0]);
    private readonly Option<double[]> _resolutions = List(
        "--resolutions", "Heights and widths of the input in pixels", [96, 128, 192, 224]);
    private readonly Option<InputMode> _input = ChoiceOption.Create<InputMode>(
        "--input-mode", "The whole input in RAM, or pushed row by row as a camera delivers it", OptionNames.Of);

    private readonly Option<int?> _reserve = ByteCountOption.Create(
        "--reserve", "Bytes of the board's memory that are left to the rest of the firmware, for example 64K");
    private readonly Option<bool> _json = CommonSymbols.Json();
    private readonly Option<string?> _html = CommonSymbols.Html("Also write the table with a chart as a page");

    public static Command Create(CliConsole console)
    {
        var symbols = new ExploreCommand();
        var command = new DocumentedCommand("explore", "Show which width and resolution of MobileNetV2 fits a board", Notes);
        command.Add(symbols._board);
        command.Add(symbols._head);
        command.Add(symbols._classes);
        command.Add(symbols._widths);
        command.Add(symbols._resolutions);
        command.Add(symbols._input);
        command.Add(symbols._reserve);
        command.Add(symbols._json);
        command.Add(symbols._html);
        command.SetAction(parse => symbols.Run(parse, console));
        return command;
    }

    private static Option<double[]> List(string name, string description, double[] otherwise) => new(name)
    {
        Description = $"{description} (default: {string.Join(',', otherwise.Select(v => v.ToString(CultureInfo.InvariantCulture)))})",
        HelpName = "A,B,...",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result =>
        {
            var numbers = new List<double>();
            foreach (var text in result.Tokens.SelectMany(t => t.Value.Split(',')))
            {
                if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                    numbers.Add(value);
                else
                    result.AddError($"{name}: '{text}' is not a number");
            }

            return [.. numbers];
        },
    };

    private int Run(ParseResult parse, CliConsole console)
    {
        var run = new CommandRun(console);
        if (!run.Take(TargetName.Resolve(parse.GetRequiredValue(_board)), out var target))
            return run.ExitCode;
        ImmutableArray<MobileNetV2Options> networks =
        [
            .. from width in parse.GetRequiredValue(_widths)
               from resolution in parse.GetRequiredValue(_resolutions)
               select new MobileNetV2Options
               {
                   Head = parse.GetValue(_head), Classes = parse.GetValue(
                       _classes), Width = width, Resolution = (int)resolution, Calibrated = false,
               },
        ];
        if (networks.Length is 0 or > MostPoints)
            run.Report(
                [
                    CommandLineDiagnostics.OutOfRange(
                        "--widths", $"{networks.Length} networks cannot be looked at; ask for 1 to {MostPoints}")
                ]);
        else if (networks.All(n => run.Report(MobileNetV2Builder.Check(n))))
        {
            var points = Progress.Run(console, "exploring", show => Explore(parse, networks, target));
            if (run.Report(HtmlFile.Write(parse.GetValue(_html), () => ExplorePage.Of(target, points))))
                ExploreReport.Print(console, target, points, parse.GetValue(_json));
            HtmlFile.Tell(console, parse.GetValue(_html), parse.GetValue(_json));
        }

        return run.ExitCode;
    }

    private ImmutableArray<ExploredNetwork> Explore(ParseResult parse, ImmutableArray<MobileNetV2Options> networks, Target target)
    {
        var points = new ExploredNetwork[networks.Length];
        var (input, reserve) = (parse.GetValue(_input), parse.GetValue(_reserve) ?? 0);
        Parallel.For(0, networks.Length, i =>
        {
            var graph = Headed(MobileNetV2Builder.Build(networks[i]), networks[i].Head);
            var request = new CompileRequest(graph, "net", new string('0', 64), target)
            {
                Input = input,
                ReserveBytes = reserve,
            };
            var measured = Compiler.Measure(request);
            points[i] = new(
                networks[i].Width, networks[i].Resolution, measured.Value, measured.Diagnostics.FirstOrDefault(d => d.IsError));
        });
        return [.. points];
    }

    /// <summary>Without the operators that a head takes over.</summary>
    private static Graph Headed(Graph graph, NetworkHead head) =>
        head == NetworkHead.DeepLab && HeadRequest.Parse("segment").Value is { } segment
            && HeadedNetwork.Of(graph, segment).Value is { } headed
            ? headed.Graph
            : graph;
}
