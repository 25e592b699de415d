namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>Shows that something takes a while, on a terminal only.</summary>
internal static class Progress
{
    public static Task<T> RunAsync<T>(CliConsole console, string what, Func<Task<T>> work) =>
        console.ErrorIsTerminal && console.IsTerminal ? SpectreTables.ShowStatusAsync(console, what, work) : work();
}
