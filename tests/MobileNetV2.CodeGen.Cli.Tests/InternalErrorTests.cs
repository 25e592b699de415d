using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Tests;

public class InternalErrorTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_defect_exits_with_70_and_a_short_message(bool showsInternals)
    {
        using var output = new BrokenWriter();
        using var error = new StringWriter();

        var exitCode = CliApplication.Run(["targets"], new CliConsole(output, error) { ShowsInternals = showsInternals });

        Assert.Equal(ExitCode.Internal, exitCode);
        Assert.StartsWith("mnv2c: internal error: InvalidOperationException: broken", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("please report it", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(showsInternals, error.ToString().Contains("   at MobileNetV2.", StringComparison.Ordinal));
    }

    private sealed class BrokenWriter : StringWriter
    {
        public override void WriteLine(string? value) => throw new InvalidOperationException("broken");
    }
}
