using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>Writes single files so that they are either complete or absent.</summary>
internal static class FileWriting
{
    /// <summary>Writes beside the destination first, then renames; MNV7002 when that fails.</summary>
    public static ImmutableArray<Diagnostic> Write(string path, Action<Stream> write)
    {
        var temporary = path + ".mnv2c-tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (var stream = File.Create(temporary))
                write(stream);
            File.Move(temporary, path, overwrite: true);
            return [];
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            TryDelete(temporary);
            return [CommandLineDiagnostics.CannotWrite(path, e.Message)];
        }
    }

    public static bool IsFileTrouble(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException;

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            // The first failure is the one to report; a left-over temporary file does no harm.
        }
    }
}
