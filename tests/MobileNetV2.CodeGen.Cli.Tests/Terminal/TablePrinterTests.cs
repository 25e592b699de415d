using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Tests.Terminal;

public class TablePrinterTests
{
    private static readonly TextTable Table = new(
        [TableColumn.Left("name"), TableColumn.Right("bytes"), TableColumn.Left("note")],
        [["a", "1,024", ""], ["longer", "7", "[bold]"]]);

    private static readonly TextTable Wide = new(
        [TableColumn.Left("operators"), TableColumn.Right("live bytes"), TableColumn.Right("scratch") with { LeftOut = 1 }],
        [["CONV_2D DEPTHWISE_CONV_2D CONV_2D ADD CONV_2D RESHAPE SOFTMAX", "1,234,567", "98,765"]]);

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

    [Theory]
    [InlineData(100)]
    [InlineData(60)]
    [InlineData(40)]
    public void Every_line_fits_the_terminal_and_numbers_stay_whole(int width)
    {
        using var output = new StringWriter { NewLine = "\n" };

        TablePrinter.Print(new CliConsole(output, TextWriter.Null) { IsTerminal = true, UsesColour = false, Width = width }, Wide);

        Assert.All(output.ToString().Split('\n'), l => Assert.InRange(l.Length, 0, width));
        Assert.Contains(" 1,234,567 ", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("DEPTHWISE_CONV_2D", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_columns_that_matter_least_are_left_out_first_and_named()
    {
        using var output = new StringWriter { NewLine = "\n" };

        TablePrinter.Print(new CliConsole(output, TextWriter.Null) { IsTerminal = true, UsesColour = false, Width = 40 }, Wide);

        Assert.DoesNotContain("98,765", output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("left out in 40 columns: scratch\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_cannot_fit_is_plain_text()
    {
        using var output = new StringWriter { NewLine = "\n" };

        TablePrinter.Print(new CliConsole(output, TextWriter.Null) { IsTerminal = true, UsesColour = false, Width = 20 }, Wide);

        Assert.StartsWith("operators ", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_colour_there_is_no_escape_sequence()
    {
        using var output = new StringWriter();

        TablePrinter.Print(new CliConsole(output, TextWriter.Null) { IsTerminal = true, UsesColour = false, Width = 80 }, Table);

        Assert.DoesNotContain('\x1b', output.ToString());
    }
}
