using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Tests.Terminal;

public sealed class VerbosityTests : IDisposable
{
    private readonly TinyNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [Fact]
    public void Piped_commands_say_nothing_about_progress()
    {
        var result = CliResult.Of("verify", _network.Path, "--target", "host", "--random", "1");

        Assert.Equal("", result.Error);
        Assert.EndsWith("bit-exact\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_leaves_results_and_drops_summaries()
    {
        var compiled = CliResult.Of("compile", _network.Path, "--target", "host", "--output", _network.Folder.File("gen"), "--quiet");
        var verified = CliResult.Of("verify", _network.Path, "--target", "host", "--random", "1", "-q");
        var planned = CliResult.Of("plan", _network.Path, "--target", "host", "--json", "-q");

        Assert.Equal(("", "", 0), (compiled.Out, compiled.Error, compiled.ExitCode));
        Assert.Equal(("", "", 0), (verified.Out, verified.Error, verified.ExitCode));
        Assert.StartsWith("{", planned.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_still_tells_errors() =>
        Assert.Contains("MNV7001", CliResult.Refused("MNV7001", "plan", "no.tflite", "--target", "host", "-q").Error,
            StringComparison.Ordinal);

    [Fact]
    public void Verbose_tells_each_stage_once_on_the_error_stream()
    {
        var result = CliResult.Of("verify", _network.Path, "--target", "host", "--random", "2", "--verbose", "--json");

        var stages = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(": ")[1]);
        Assert.Equal(["compile", "build", "run", "compare"], stages);
        Assert.All(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), l => Assert.Matches(@"^ +\d+\.\d\d s  verifying: ", l));
        using var json = JsonDocument.Parse(result.Out);
        Assert.True(json.RootElement.GetProperty("bitExact").GetBoolean());
    }

    [Fact]
    public void Verbose_tells_what_a_compile_is_at() => Assert.Equal(
        ["simplifying the network", "choosing a schedule", "placing buffers", "proving the memory plan", "weighing RAM against cost"],
        CliResult.Of("plan", _network.Path, "--target", "host", "--schedule", "layers", "--verbose").Error
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split("planning: ")[1]));

    [Fact]
    public void Quiet_and_verbose_together_are_a_usage_error()
    {
        var result = CliResult.Refused("MNV7016", "plan", _network.Path, "--target", "host", "--verbose", "--quiet");

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.StartsWith("mnv2c plan: error MNV7016: --quiet and --verbose exclude each other", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_gets_a_bar_with_the_step_and_standard_output_stays_clean()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var console = new CliConsole(output, error) { ErrorIsTerminal = true, Width = 200 };

        var exitCode = CliApplication.Run(["verify", _network.Path, "--target", "host", "--random", "1", "--json"], console);

        Assert.Equal(ExitCode.Success, exitCode);
        Assert.Contains("verifying: ", error.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("{", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("verifying", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_colour_the_bar_has_none()
    {
        using var error = new StringWriter { NewLine = "\n" };
        var console = new CliConsole(TextWriter.Null, error) { ErrorIsTerminal = true, UsesColour = false, Width = 120 };

        Progress.Run(console, "working", show =>
        {
            show(new ProgressNow("run", "", 0.5));
            Thread.Sleep(300);
            return 0;
        });

        Assert.DoesNotMatch(@"\x1b\[[\d;]*m", error.ToString());
    }

    [Fact]
    public void What_does_not_fit_the_line_is_cut()
    {
        using var error = new StringWriter { NewLine = "\n" };
        var console = new CliConsole(TextWriter.Null, error) { ErrorIsTerminal = true, Width = 80 };

        Progress.Run(console, "working", show =>
        {
            show(new ProgressNow("run", new string('x', 300), 0.5));
            Thread.Sleep(300); // The bar is drawn ten times a second.
            return 0;
        });

        Assert.Contains("x…", error.ToString(), StringComparison.Ordinal);
        Assert.All(error.ToString().Split('\n'), l => Assert.True(new string([.. l.Where(c => c == 'x')]).Length < 80));
    }
}
