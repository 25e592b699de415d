using Spectre.Console;

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>Everything that needs Spectre.Console; its assembly is loaded only for a terminal.</summary>
internal static class SpectreTables
{
    public static void Print(CliConsole console, TextTable table)
    {
        var drawn = new Table().Border(TableBorder.Rounded);
        foreach (var column in table.Columns)
        {
            var header = new Spectre.Console.TableColumn(new Text(column.Header, new Style(decoration: Decoration.Bold)));
            drawn.AddColumn(column.IsRight ? header.RightAligned().NoWrap() : header);
        }

        foreach (var row in table.Rows)
            drawn.AddRow(row.Select(cell => new Text(cell)));
        Create(console, console.Out).Write(drawn);
    }

    public static async Task<T> ShowStatusAsync<T>(CliConsole console, string what, Func<Action<string>, Task<T>> work) =>
        await Create(console, console.Error).Status().StartAsync(
            Markup.Escape(what), status => work(text => status.Status(Markup.Escape(text))));

    private static IAnsiConsole Create(CliConsole console, TextWriter writer)
    {
        var ansi = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = console.UsesColour ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = console.UsesColour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(writer),
        });
        ansi.Profile.Width = console.Width;
        return ansi;
    }
}
