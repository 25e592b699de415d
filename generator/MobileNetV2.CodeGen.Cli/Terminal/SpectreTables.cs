using Spectre.Console;

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>Everything that needs Spectre.Console; its assembly is loaded only for a terminal.</summary>
internal static class SpectreTables
{
    private const int WideBar = 24;
    private const int NarrowBar = 10;
    private const int WideTerminal = 100;
    private const int OtherColumns = 16;
    private const int MinimumText = 20;

    public static void Print(CliConsole console, TextTable table, TableFit fit)
    {
        var drawn = new Table().Border(TableBorder.Rounded);
        foreach (var (index, width) in fit.Columns.Zip(fit.Widths))
        {
            var column = table.Columns[index];
            var header = new Spectre.Console.TableColumn(new Text(column.Header, new Style(decoration: Decoration.Bold))) { Width = width };
            drawn.AddColumn(column.IsRight ? header.RightAligned() : header);
        }

        foreach (var row in table.Rows)
            drawn.AddRow(fit.Columns.Select(i => new Text(row[i])));
        Create(console, console.DrawnOut, console.UsesColour ? AnsiSupport.Detect : AnsiSupport.No).Write(drawn);
    }

    public static async Task<T> ShowProgressAsync<T>(CliConsole console, string what, Func<Action<ProgressNow>, Task<T>> work)
    {
        // The words matter more than the bar.
        var bar = console.Width < WideTerminal ? NarrowBar : WideBar;

        // Without colour the bar still moves: escape sequences of the cursor are no colours.
        return await Create(console, console.DrawnError, AnsiSupport.Detect).Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new ProgressBarColumn { Width = bar }, new ElapsedTimeColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async progress =>
            {
                var task = progress.AddTask(Markup.Escape(what), maxValue: 1);
                task.IsIndeterminate = true;
                var room = Math.Max(MinimumText, console.Width - bar - OtherColumns);
                return await work(now =>
                {
                    task.IsIndeterminate = now.Fraction is null;
                    task.Value = now.Fraction ?? 0;
                    var text = TerminalText.OneLine($"{what}: {now.Stage}{(now.Detail.Length > 0 ? ", " : "")}{now.Detail}");
                    task.Description = Markup.Escape(text.Length <= room ? text : text[..(room - 1)] + "…");
                });
            });
    }

    private static IAnsiConsole Create(CliConsole console, TextWriter writer, AnsiSupport ansiSupport)
    {
        var ansi = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansiSupport,
            ColorSystem = console.UsesColour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(writer),
        });
        ansi.Profile.Width = console.Width;
        return ansi;
    }
}
