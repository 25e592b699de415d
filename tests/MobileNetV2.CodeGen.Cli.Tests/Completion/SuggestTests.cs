using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Tests.Completion;

public class SuggestTests
{
    [Theory]
    [InlineData("", "align bench check-evidence compare compare-dump compile completions")]
    [InlineData("comp", "compare compare-dump compile completions")]
    [InlineData("compile ", "")]
    [InlineData("compile --out", "--output")]
    [InlineData("compile --target stm32h", "stm32h743 stm32h747")]
    [InlineData("compile --target=stm32h", "stm32h743 stm32h747")]
    [InlineData("compile model.json --schedule ", "auto layers stream")]
    [InlineData("compile --emit cmake,zep", "cmake,zephyr")]
    [InlineData("compile --emit=make,a", "make,all make,arduino")]
    [InlineData("compile --dump-ir ", "")]
    [InlineData("new ", "mobilenet_v2")]
    [InlineData("explain MNV7014", "MNV7014")]
    [InlineData("completions ", "bash pwsh zsh")]
    public void Whole_words_are_offered(string line, string expected)
    {
        var result = CliResult.Of("[suggest]", line);

        Assert.Equal((ExitCode.Success, ""), (result.ExitCode, result.Error));
        Assert.StartsWith(expected, result.Out.TrimEnd().Replace('\n', ' '), StringComparison.Ordinal);
        Assert.Equal(expected.Length == 0, result.Out.Length == 0);
    }

    [Fact]
    public void Only_what_is_before_the_cursor_counts() =>
        Assert.Equal("--kernels\n", CliResult.Of("[suggest:14]", "compile --kern --schedule stream").Out);
}
