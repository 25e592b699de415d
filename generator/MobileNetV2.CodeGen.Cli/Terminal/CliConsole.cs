namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>Where commands print, and what the other side can show.</summary>
internal sealed class CliConsole(TextWriter output, TextWriter error)
{
    private const int PipedWidth = 120;

    private int _orderly;

    /// <summary>Results. Names from files may be written to it as they are.</summary>
    public TextWriter Out { get; } = new CleanWriter(output);

    /// <summary>Diagnostics and progress. Names from files may be written to it as they are.</summary>
    public TextWriter Error { get; } = new CleanWriter(error);

    /// <summary><see cref="Out"/> for what draws: colours and borders of our own,
    /// no names but through <see cref="TerminalText"/>.</summary>
    public TextWriter DrawnOut { get; } = output;

    /// <summary><see cref="Error"/> for what draws.</summary>
    public TextWriter DrawnError { get; } = error;

    /// <summary>True when <see cref="Out"/> is a terminal: tables get borders. Otherwise plain aligned text.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>True when <see cref="Error"/> is a terminal: progress may be shown there.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Set once the command line is read.</summary>
    public Verbosity Verbosity { get; set; }

    /// <summary>The user's Ctrl-C.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>True while something is going on that ends by itself when the user cancels, and tidies up.</summary>
    public bool IsOrderly => Volatile.Read(ref _orderly) > 0;

    public bool UsesColour { get; init; }

    public int Width { get; init; } = PipedWidth;

    /// <summary>MNV2_DEBUG=1: internal errors come with their stack trace.</summary>
    public bool ShowsInternals { get; init; }

    public static CliConsole OfProcess(CancellationToken cancellation)
    {
        var isTerminal = !Console.IsOutputRedirected;
        return new CliConsole(Console.Out, Console.Error)
        {
            IsTerminal = isTerminal,
            Cancellation = cancellation,
            ErrorIsTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("CI") is null,
            UsesColour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            Width = isTerminal ? TerminalWidth() : PipedWidth,
            ShowsInternals = Environment.GetEnvironmentVariable("MNV2_DEBUG") == "1",
        };
    }

    /// <summary>Results in words, in lines of at most <see cref="Width"/>.</summary>
    public void WriteText(string text)
    {
        foreach (var line in WrappedText.Lines(text, Width))
            Out.WriteLine(line);
    }

    /// <summary>Says so until the result is disposed. All else is left behind at once.</summary>
    public IDisposable EndsInOrder()
    {
        Interlocked.Increment(ref _orderly);
        return new Leaving(this);
    }

    private sealed class Leaving(CliConsole console) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref console._orderly);
    }

    // Some terminals report no width at all.
    private static int TerminalWidth() => Console.WindowWidth is >= 40 and var width ? width : PipedWidth;
}
