using MobileNetV2.CodeGen.Cli;
using MobileNetV2.CodeGen.Cli.Terminal;

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    // The first asks; whoever presses it again wants the process gone.
    e.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
};

try
{
    return CliApplication.Run(args, CliConsole.OfProcess(cancellation.Token));
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    // Not even the error stream can be written: there is nobody to tell.
    return ExitCode.Failure;
}
