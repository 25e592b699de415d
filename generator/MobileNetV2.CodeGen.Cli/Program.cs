using MobileNetV2.CodeGen.Cli;
using MobileNetV2.CodeGen.Cli.Terminal;

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    cancellation.Cancel();
};

return CliApplication.Run(args, CliConsole.OfProcess(), cancellation.Token);
