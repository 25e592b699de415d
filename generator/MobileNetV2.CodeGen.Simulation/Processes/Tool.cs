using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using CliWrap;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Simulation.Messages;

namespace MobileNetV2.CodeGen.Simulation.Processes;

/// <summary>Runs a compiler or emulator.</summary>
internal static class Tool
{
    /// <param name="onLine">Sees each line of standard output and standard error as it comes (the emulator writes a program's lines to the
    /// latter).</param>
    /// <returns>MNV6001 when the program is not installed; otherwise how it ended, whatever its exit code.</returns>
    public static async Task<Outcome<ToolRun>> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string folder,
        TimeSpan timeLimit,
        CancellationToken cancellation,
        Action<string>? onLine = null)
    {
        var output = new StringBuilder();
        var errors = new StringBuilder();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeLimit);
        try
        {
            var result = await Cli.Wrap(program)
                .WithArguments(arguments)
                .WithWorkingDirectory(folder)
                .WithValidation(CommandResultValidation.None)
                .WithStandardOutputPipe(PipeTarget.ToDelegate(line =>
                {
                    output.Append(line).Append('\n');
                    onLine?.Invoke(line);
                }))
                .WithStandardErrorPipe(PipeTarget.ToDelegate(line =>
                {
                    errors.Append(line).Append('\n');
                    onLine?.Invoke(line);
                }))
                .ExecuteAsync(limit.Token);
            return new(new(result.ExitCode, output.ToString(), errors.ToString(), TimedOut: false), []);
        }
        catch (Win32Exception e)
        {
            return new(null, [SimulationDiagnostics.ToolMissing(program, Reason(e))]);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(new(-1, output.ToString(), errors.ToString(), TimedOut: true), []);
        }
    }

    // What wraps the system's own words is about processes and exceptions.
    private static string Reason(Win32Exception e) =>
        Marshal.GetPInvokeErrorMessage((e.InnerException as Win32Exception ?? e).NativeErrorCode);
}
