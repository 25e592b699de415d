using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>Writes single files so that they are either complete or absent.</summary>
internal static class FileWriting
{
    /// <summary>Writes beside the destination first, then renames; MNV7002 when that fails.</summary>
    public static ImmutableArray<Diagnostic> Write(string path, Action<Stream> write) => Write([(path, write)]);

    /// <summary>Writes files that belong together: all of them beside their destinations before the first is renamed.</summary>
    /// <param name="files">The one that names the others first: it is renamed last.</param>
    public static ImmutableArray<Diagnostic> Write(ImmutableArray<(string Path, Action<Stream> Write)> files)
    {
        var waiting = new Stack<(string Temporary, string Path)>();
        var made = new List<string>();
        var current = "";
        try
        {
            foreach (var (path, write) in files)
            {
                current = path;
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                if (TakesAsItComes(path))
                {
                    using var device = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                    write(device);
                    continue;
                }

                using var stream = TemporaryNames.CreateFile(path, out var temporary);
                made.Add(temporary);
                UnfinishedFiles.Add(temporary);
                waiting.Push((temporary, path));
                write(stream);
            }

            while (waiting.TryPop(out var file))
            {
                current = file.Path;
                File.Move(file.Temporary, file.Path, overwrite: true);
            }

            return [];
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            made.ForEach(TryDelete);
            return [CommandLineDiagnostics.CannotWrite(current, e.Message)];
        }
        finally
        {
            made.ForEach(UnfinishedFiles.Remove);
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
