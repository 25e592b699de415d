using System.Diagnostics;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Cli.Boards;

/// <summary>Opens the device of a serial port with plain 8-bit transfer.</summary>
internal static class SerialPorts
{
    public static Outcome<Stream> Open(string path, int baud)
    {
        try
        {
            if (!File.Exists(path))
                return new(null, [CommandLineDiagnostics.BoardSilent(path, "there is no such device")]);
            // What the system's own program for this does: no echo, no translation of line ends, no flow control.
            using var setup =
                Process.Start(new ProcessStartInfo("stty", ["-F", path, $"{baud}", "raw", "-echo", "cs8", "-cstopb", "-parenb", "clocal"])
                {
                    RedirectStandardError = true,
                    RedirectStandardOutput = true,
                });
            setup?.WaitForExit(TimeSpan.FromSeconds(5));
            return setup is { HasExited: true, ExitCode: 0 }
                ? new(new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0), [])
                : new(null, [CommandLineDiagnostics.BoardSilent(path, $"it cannot be set to {baud} baud: is it a serial port?")]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception
            or NotSupportedException or ArgumentException)
        {
            return new(null, [CommandLineDiagnostics.BoardSilent(path, e.Message)]);
        }
    }
}
