using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli;

/// <summary>Runs a command so that the user's one Ctrl-C ends it wherever it is: most of them only read and compute,
/// and never look.</summary>
internal static class Abandonable
{
    /// <summary>For what has compilers, emulators and folders to end, or files to put in their place.</summary>
    private static readonly TimeSpan Orderly = TimeSpan.FromSeconds(5);

    /// <summary>For what looks and ends at once.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    /// <exception cref="OperationCanceledException">The user cancelled. What goes on in the process ends with it.</exception>
    public static int Run(Func<Task<int>> command, CliConsole console)
    {
        var running = Task.Run(command);
        try
        {
            return running.WaitAsync(console.Cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!running.IsCompleted)
        {
            var patience = console.IsOrderly ? Orderly : Short;
            if (Task.WhenAny(running, Task.Delay(patience)).GetAwaiter().GetResult() != running)
                throw;
            return running.GetAwaiter().GetResult();
        }
    }
}
