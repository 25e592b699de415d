using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Tests.Terminal;

public class WrappedTextTests
{
    [Theory]
    [InlineData("short", "short")]
    [InlineData("one line of words that is longer than forty letters", "one line of words that is longer than|forty letters")]
    [InlineData("  make     a line of a list that goes on in its second column",
        "  make     a line of a list that goes on|           in its second column")]
    [InlineData("  mnv2c plan person.tflite --target stm32h743 --html r.html",
        "  mnv2c plan person.tflite --target stm32h743 --html r.html")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("a\n\nb", "a||b")]
    public void Lines_break_between_words_and_commands_stay_whole(string text, string wrapped) =>
        Assert.Equal(wrapped.Split('|'), WrappedText.Lines(text, 40));

    [Fact]
    public void Help_fits_a_terminal_of_80_columns()
    {
        using var output = new StringWriter { NewLine = "\n" };

        CliApplication.Run(["compile", "--help"], new CliConsole(output, TextWriter.Null) { IsTerminal = true, Width = 80 });

        Assert.All(output.ToString().Split('\n').Where(l => !l.TrimStart().StartsWith("mnv2c ", StringComparison.Ordinal)), l =>
            Assert.InRange(l.Length, 0, 80));
    }
}
