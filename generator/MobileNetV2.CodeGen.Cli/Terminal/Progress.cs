using System.Diagnostics;
using System.Globalization;

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>Shows on the error stream what is going on while something takes time: a bar on a terminal,
/// lines with <c>--verbose</c>, otherwise nothing.</summary>
internal static class Progress
{
    /// <param name="work">Gets a function that replaces what is shown.</param>
    public static Task<T> RunAsync<T>(CliConsole console, string what, Func<Action<ProgressNow>, Task<T>> work) => console switch
    {
        { Verbosity: Verbosity.Verbose } => work(Lines(console, what)),
        { Verbosity: Verbosity.Normal, ErrorIsTerminal: true } => SpectreTables.ShowProgressAsync(console, what, work),
        _ => work(_ => { }),
    };

    /// <summary>The same for work that only computes: when the user cancels it is left behind, and ends with the process.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static T Run<T>(CliConsole console, string what, Func<Action<ProgressNow>, T> work) =>
        RunAsync(console, what, show => Task.Run(() => work(show)).WaitAsync(console.Cancellation)).GetAwaiter().GetResult();

    /// <summary>The same for work that must not stay half done.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static T RunToTheEnd<T>(CliConsole console, string what, Func<Action<ProgressNow>, T> work)
    {
        using var orderly = console.EndsInOrder();
        return RunAsync(console, what, show => Task.Run(() => work(show))).GetAwaiter().GetResult();
    }

    private static Action<ProgressNow> Lines(CliConsole console, string what)
    {
        var clock = Stopwatch.StartNew();
        var last = "";
        return now =>
        {
            if (now.Stage == last)
                return;
            last = now.Stage;
            console.Error.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,7:F2} s  {what}: {now.Stage}"));
        };
    }
}
