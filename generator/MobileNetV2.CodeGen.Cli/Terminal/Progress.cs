namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>Shows what is going on while something takes time, on a terminal only.</summary>
internal static class Progress
{
    /// <param name="work">Gets a function that replaces the text shown.</param>
    public static Task<T> RunAsync<T>(CliConsole console, string what, Func<Action<string>, Task<T>> work) =>
        console is { IsTerminal: true, ErrorIsTerminal: true } ? SpectreTables.ShowStatusAsync(console, what, work) : work(_ => { });
}
