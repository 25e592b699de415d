using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>Writes single files so that they are either complete or absent.</summary>
internal static class FileWriting
{
    /// <summary>Writes beside the destination first, then renames; MNV7002 when that fails.</summary>
    public static ImmutableArray<Diagnostic> Write(string path, Action<Stream> write)
    {
        string? temporary = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            if (TakesAsItComes(path))
            {
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                write(stream);
                return [];
            }

            using (var stream = TemporaryNames.CreateFile(path, out temporary))
            {
                UnfinishedFiles.Add(temporary);
                write(stream);
            }

            File.Move(temporary, path, overwrite: true);
            return [];
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            TryDelete(temporary);
            return [CommandLineDiagnostics.CannotWrite(path, e.Message)];
        }
        finally
        {
            if (temporary is not null)
                UnfinishedFiles.Remove(temporary);
        }
    }

    public static bool IsFileTrouble(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException;

    /// <summary>
    /// A device or a pipe is written to, not replaced: /dev/null would be gone for everybody. They have no length;
    /// an empty file has nothing to lose either.</summary>
    private static bool TakesAsItComes(string path)
    {
        var full = Path.GetFullPath(path);
        if (!OperatingSystem.IsWindows()
            && (full.StartsWith("/dev/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal))
            && !full.StartsWith("/dev/shm/", StringComparison.Ordinal))
            return File.Exists(full);
        var file = new FileInfo(full);
        return file is { Exists: true, LinkTarget: null, Length: 0 };
    }

    private static void TryDelete(string? path)
    {
        if (path is null)
            return;
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
