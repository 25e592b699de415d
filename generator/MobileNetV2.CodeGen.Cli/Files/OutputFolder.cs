using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Files;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>Writes a generation into a folder: complete or not at all, and nothing of anybody else's is touched.</summary>
/// <remarks>
/// Everything is written into a folder of its own inside the output folder first, where a full disk does no harm. Then a
/// <see cref="FolderUpdate"/> moves it into place; when that fails it is undone,
/// and when the process is killed meanwhile the next one completes it.</remarks>
internal static class OutputFolder
{
    /// <summary>Writes <paramref name="files"/>; files of this model's previous generation that are not made any more are
    /// deleted.</summary>
    /// <param name="model">The model's C name, which names the manifest.</param>
    /// <param name="force">Replaces files that this model did not write.</param>
    /// <returns>MNV7002 or MNV7003; then nothing was changed.</returns>
    /// <exception cref="OperationCanceledException">While another process held the folder; nothing was changed.</exception>
    public static ImmutableArray<Diagnostic> Write(
        string folder, string model, ImmutableArray<GeneratedFile> files, bool force, CancellationToken cancellation = default)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        using var held = FolderLock.Take(target, cancellation);
        var isNew = !Directory.Exists(target);
        var isWritten = false;
        StagingFolder? staging = null;
        try
        {
            if (File.Exists(target))
                return [CommandLineDiagnostics.CannotWrite(folder, "this is a file, a folder is needed")];
            Directory.CreateDirectory(target);
            FolderUpdate.CompleteOlder(target);
            StagingFolder.DeleteOlder(target);
            staging = StagingFolder.Create(target);
            var manifest = Manifest.For(model, files.Select(f => f.RelativePath));
            staging.Write(files, manifest);
            var problems = Replace(staging, target, folder, manifest, force);
            isWritten = problems.IsEmpty;
            return problems;
        }
        catch (Exception e) when (FileWriting.IsFileTrouble(e))
        {
            return [CommandLineDiagnostics.CannotWrite(folder, e.Message)];
        }
        finally
        {
            staging?.Dispose();
            if (isNew && !isWritten)
                DeleteIfEmpty(target);
        }
    }

    private static ImmutableArray<Diagnostic> Replace(StagingFolder staging, string target, string shown, Manifest manifest, bool force)
    {
        var existing = Manifest.ReadAll(target);
        var own = existing.Where(m => m.FileName == manifest.FileName).SelectMany(m => m.Files).ToHashSet(StringComparer.Ordinal);
        var others = existing.Where(m => m.FileName != manifest.FileName).SelectMany(m => m.Files).ToHashSet(StringComparer.Ordinal);
        // What did not change keeps its time, so that build systems do not compile it again.
        ImmutableArray<string> changed = [.. manifest.Files.Where(f => staging.Differs(f, Path.Combine(target, f)))];
        var foreign = changed
            .Where(f => Path.Exists(Path.Combine(target, f)) && !force && (!own.Contains(f) || others.Contains(f)))
            .Select(f => CommandLineDiagnostics.WouldReplace(Path.Combine(shown, f)))
            .ToImmutableArray();
        if (!foreign.IsEmpty)
            return foreign;
        new FolderUpdate(target, staging.Name, changed, [.. own.Except(manifest.Files).Except(others).Order(StringComparer.Ordinal)]).Run();
        return [];
    }

    private static void DeleteIfEmpty(string folder)
    {
        try
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
        catch (Exception e) when (FileWriting.IsFileTrouble(e))
        {
            // The first failure is the one to report; an empty folder does no harm.
        }
    }
}
