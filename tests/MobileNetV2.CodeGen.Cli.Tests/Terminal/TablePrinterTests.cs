using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Tests.Terminal;

public class TablePrinterTests
{
    private static readonly TextTable Table = new(
        [TableColumn.Left("name"), TableColumn.Right("bytes"), TableColumn.Left("note")],
        [["a", "1,024", ""], ["longer", "7", "[bold]"]]);

    [Fact]
    public void A_pipe_gets_aligned_columns_without_trailing_blanks()
    {
        using var output = new StringWriter { NewLine = "\n" };

        TablePrinter.Print(new CliConsole(output, TextWriter.Null), Table);

        Assert.Equal("name    bytes  note\na       1,024\nlonger      7  [bold]\n", output.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_terminal_gets_borders_and_texts_are_no_markup(bool colour)
    {
        using var output = new StringWriter { NewLine = "\n" };

        TablePrinter.Print(new CliConsole(output, TextWriter.Null) { IsTerminal = true, UsesColour = colour, Width = 80 }, Table);

        Assert.Contains("│ longer │     7 │ [bold] │", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_colour_there_is_no_escape_sequence()
    {
        using var output = new StringWriter();

        TablePrinter.Print(new CliConsole(output, TextWriter.Null) { IsTerminal = true, UsesColour = false, Width = 80 }, Table);

        Assert.DoesNotContain('\x1b', output.ToString());
    }
}
