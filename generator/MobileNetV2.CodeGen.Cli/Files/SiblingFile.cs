using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>Reads a file that a model file names. The model file is untrusted: it reaches ordinary files of its own folder,
/// and nothing else.</summary>
internal static class SiblingFile
{
    /// <returns>The bytes; nothing at all when there is no such file; MNV7001 when there is something that it must not reach.</returns>
    public static Outcome<byte[]> Read(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (Path.GetFileName(name) != name || !File.Exists(path))
            return new(null, []);
        try
        {
            var real = RealPath.Of(path);
            if (Path.GetDirectoryName(real) != RealPath.Of(folder.Length == 0 ? "." : folder))
                return new(null, [CommandLineDiagnostics.CannotRead(path, "the model names a link that leads out of its folder", null)]);
            // Devices and pipes have no length, and may never end. No file of constants is empty.
            return new FileInfo(real).Length == 0
                ? new(null,
                    [CommandLineDiagnostics.CannotRead(
                        path, "the model names it for its constants, but it is empty or no ordinary file", null)])
                : FileReading.ReadAll(real);
        }
        catch (Exception e) when (FileWriting.IsFileTrouble(e))
        {
            return new(null, [CommandLineDiagnostics.CannotRead(path, e.Message, null)]);
        }
    }
}
