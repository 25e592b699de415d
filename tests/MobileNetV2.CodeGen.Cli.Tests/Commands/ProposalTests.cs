using System.Globalization;
using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

/// <summary>What the tool proposes is typed as it stands: it works, and gives the figure that was promised.</summary>
public sealed partial class ProposalTests : IDisposable
{
    private readonly TinyNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [Theory]
    [InlineData("cortex-m4", "--schedule", "layers")]
    [InlineData("cortex-m4", "--schedule", "stream")]
    [InlineData("rp2350", "--input-mode", "rows")]
    [InlineData("nrf52840")]
    public void What_a_plan_proposes_gives_its_figure(string target, params string[] options)
    {
        string[] command = ["plan", Network(), "--target", target, .. options];
        var proposals = Try().Matches(Wrapped().Replace(CliResult.Of(command).Out, " "));

        Assert.NotEmpty(proposals);
        Assert.All(proposals, proposal =>
        {
            var figure = Bytes(proposal.Groups["bytes"].Value);
            var option = proposal.Groups["option"].Value.Replace("BYTES", $"{figure}", StringComparison.Ordinal);
            Assert.InRange(ArenaOf(CliResult.Of(With(command, option)).Out), 1, figure);
        });
    }

    [Theory]
    [InlineData("cortex-m4", "--ram-budget", "--schedule", "layers")]
    [InlineData("cortex-m4", "--ram-budget")]
    [InlineData("rp2350", "--reserve")]
    [InlineData("stm32h743", "--reserve", "--place", "arena=sram4")]
    public void What_an_error_proposes_fits_and_what_it_rules_out_does_not(string target, string limit, params string[] options)
    {
        string[] unlimited = ["plan", Network(), "--target", target, .. options];
        var arena = ArenaOf(CliResult.Of(unlimited).Out);
        var (proposed, ruledOut) = (0, 0);

        for (var part = 1; part < 5; part++)
        {
            var bytes = arena * part / 5;
            string[] command = [.. unlimited, limit, $"{(limit == "--reserve" ? SizeOf(target, options) - bytes : bytes)}"];
            var refused = CliResult.Any(command);
            if (refused.ExitCode == 0)
                continue;
            foreach (Match proposal in Needs().Matches(refused.Error))
            {
                proposed++;
                var text = CliResult.Of(With(command, proposal.Groups["option"].Value)).Out;
                Assert.Equal(Bytes(proposal.Groups["bytes"].Value), ArenaOf(text));
            }

            if (NotHelpful().Match(refused.Error) is not { Success: true } none)
                continue;
            ruledOut++;
            Assert.All(none.Groups["options"].Value.Split(" and "), option =>
                Assert.NotEqual(0, CliResult.Any(With(command, option)).ExitCode));
            Assert.DoesNotContain("\ntry ", refused.Out, StringComparison.Ordinal);
        }

        Assert.True(proposed + ruledOut > 0, "no limit of this test was refused with a proposal");
    }

    [SkippableTheory]
    [InlineData("cmake")]
    [InlineData("make,zephyr", "--schedule", "stream", "--input-mode", "rows", "--weights", "bin")]
    [InlineData("arduino,platformio", "--io", "int8", "--name", "eye")]
    [InlineData("cmake", "--harness", "--input-format", "rgb565", "--input-size", "32x24")]
    public void What_follows_a_compile_can_be_typed(string emit, params string[] options)
    {
        Tool.Require("gcc");
        var gen = _network.Folder.File("gen");
        var said = CliResult.Of(["compile", _network.Path, "--target", "host", "--emit", emit, "--output", gen, .. options]).Out;

        Tool.Run(_network.Folder.FullPath, "bash", "-c", Hint(said, "by hand"));
        var prove = Hint(said, "prove").Split(' ');
        Assert.Equal("mnv2c", prove[0]);
        Assert.EndsWith("bit-exact\n", CliResult.Of([.. prove[1..], "--random", "1"]).Out, StringComparison.Ordinal);
    }

    /// <summary>Large enough that streams differ much from layers.</summary>
    private string Network()
    {
        var path = _network.Folder.File("net.json");
        CliResult.Of("new", "mobilenet_v2", "--width", "0.1", "--resolution", "48", "--classes", "3", "--output", path);
        return path;
    }

    /// <summary>Options of the proposal replace those of the command line.</summary>
    private static string[] With(string[] command, string option)
    {
        var words = option.Split(' ');
        var result = command.ToList();
        for (var i = 0; i < words.Length; i += 2)
        {
            while (result.IndexOf(words[i]) is var at && at >= 0)
                result.RemoveRange(at, 2);
        }

        return [.. result, .. words];
    }

    /// <summary>Bytes of the region that takes the arena.</summary>
    private static int SizeOf(string target, string[] options) =>
        options is ["--place", ..] ? 64 << 10 : target == "rp2350" ? 512 << 10 : throw new ArgumentException(target);

    private static string Hint(string said, string label) =>
        said.Split('\n').Single(l => l.StartsWith($"  {label}:", StringComparison.Ordinal))[(label.Length + 3)..].Trim();

    private static int ArenaOf(string text) => Bytes(Arena().Match(text).Groups["bytes"].Value);

    private static int Bytes(string number) => int.Parse(number, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    /// <summary>Where a long text goes on in the next line.</summary>
    [GeneratedRegex(@"\n {9}(?=\S)")]
    private static partial Regex Wrapped();

    [GeneratedRegex(@"^try +(?<option>--[^:]+): .*?(?<!takes )(?<bytes>[0-9,]+) bytes(?= instead|, there)", RegexOptions.Multiline)]
    private static partial Regex Try();

    [GeneratedRegex(@"try (?<option>--[^;]+?), which needs (?<bytes>[0-9,]+) bytes")]
    private static partial Regex Needs();

    [GeneratedRegex(@"smaller width: (?<options>--.+) would not be enough")]
    private static partial Regex NotHelpful();

    [GeneratedRegex(@"^arena +(?<bytes>[0-9,]+) bytes", RegexOptions.Multiline)]
    private static partial Regex Arena();
}
