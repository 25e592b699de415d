using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Cli;
using MobileNetV2.CodeGen.Cli.Terminal;

using var cancellation = new CancellationTokenSource();
// A closed terminal asks like Ctrl-C and kill do.
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, End);

try
{
    return CliApplication.Run(args, CliConsole.OfProcess(cancellation.Token));
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    // Not even the error stream can be written: there is nobody to tell.
    return ExitCode.Failure;
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    if (!cancellation.IsCancellationRequested)
        cancellation.Cancel();
    else
        // Whoever asks again wants the process gone; leaving by the door still deletes temporary files.
        Environment.Exit(ExitCode.Failure);
}
