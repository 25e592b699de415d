using Spectre.Console;

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>Everything that needs Spectre.Console; its assembly is loaded only for a terminal.</summary>
internal static class SpectreTables
{
    private const int BarWidth = 24;
    private const int OtherColumns = 16;
    private const int MinimumText = 20;

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

    public static async Task<T> ShowProgressAsync<T>(CliConsole console, string what, Func<Action<ProgressNow>, Task<T>> work) =>
        await Create(console, console.Error).Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new ProgressBarColumn { Width = BarWidth }, new ElapsedTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async progress =>
            {
                var task = progress.AddTask(Markup.Escape(what), maxValue: 1);
                task.IsIndeterminate = true;
                var room = Math.Max(MinimumText, console.Width - BarWidth - OtherColumns);
                return await work(now =>
                {
                    task.IsIndeterminate = now.Fraction is null;
                    task.Value = now.Fraction ?? 0;
                    var text = $"{what}: {now.Stage}{(now.Detail.Length > 0 ? ", " : "")}{now.Detail}";
                    task.Description = Markup.Escape(text.Length <= room ? text : text[..(room - 1)] + "…");
                });
            });

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
