using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Files;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>Writes a generation into a folder: complete or not at all, and nothing of anybody else's is touched.</summary>
internal static class OutputFolder
{
    /// <summary>Writes <paramref name="files"/>; files of this model's previous generation that are not made any more are deleted.</summary>
    /// <param name="model">The model's C name, which names the manifest.</param>
    /// <param name="force">Replaces files that this model did not write.</param>
    /// <returns>MNV7002 or MNV7003; then nothing was changed.</returns>
    public static ImmutableArray<Diagnostic> Write(string folder, string model, ImmutableArray<GeneratedFile> files, bool force)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var staging = target + ".mnv2c-tmp";
        using var held = FolderLock.Take(target);
        try
        {
            if (File.Exists(target))
                return [CommandLineDiagnostics.CannotWrite(folder, "this is a file, a folder is needed")];
            var manifest = Manifest.For(model, files.Select(f => f.RelativePath));
            Stage(staging, files, manifest);
            return Directory.Exists(target) ? Merge(staging, target, folder, manifest, force) : Rename(staging, target);
        }
        catch (Exception e) when (FileWriting.IsFileTrouble(e))
        {
            return [CommandLineDiagnostics.CannotWrite(folder, e.Message)];
        }
        finally
        {
            if (Directory.Exists(staging))
                Directory.Delete(staging, recursive: true);
        }
    }

    private static void Stage(string staging, ImmutableArray<GeneratedFile> files, Manifest manifest)
    {
        if (Directory.Exists(staging))
            Directory.Delete(staging, recursive: true);
        Directory.CreateDirectory(staging);
        foreach (var file in files)
        {
            var path = Path.Combine(staging, file.RelativePath);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var stream = File.Create(path);
            file.Write(stream);
        }

        File.WriteAllText(Path.Combine(staging, manifest.FileName), manifest.ToText());
    }

    private static ImmutableArray<Diagnostic> Rename(string staging, string target)
    {
        Directory.Move(staging, target);
        return [];
    }

    private static ImmutableArray<Diagnostic> Merge(string staging, string target, string shown, Manifest manifest, bool force)
    {
        var existing = Manifest.ReadAll(target);
        var own = existing.Where(m => m.FileName == manifest.FileName).SelectMany(m => m.Files).ToHashSet(StringComparer.Ordinal);
        var others = existing.Where(m => m.FileName != manifest.FileName).SelectMany(m => m.Files).ToHashSet(StringComparer.Ordinal);
        var foreign = manifest.Files
            .Where(f => !force && (!own.Contains(f) || others.Contains(f)))
            .Where(f => Differs(Path.Combine(staging, f), Path.Combine(target, f)))
            .Select(f => CommandLineDiagnostics.WouldReplace(Path.Combine(shown, f)))
            .ToImmutableArray();
        if (!foreign.IsEmpty)
            return foreign;

        // What did not change keeps its time, so that build systems do not compile it again.
        foreach (var file in manifest.Files.Where(f => !File.Exists(Path.Combine(target, f)) || Differs(Path.Combine(staging, f), Path.Combine(target, f))))
        {
            var destination = Path.Combine(target, file);
            Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
            File.Move(Path.Combine(staging, file), destination, overwrite: true);
        }

        foreach (var stale in own.Except(manifest.Files).Except(others))
            DeleteStale(target, stale);
        return [];
    }

    /// <summary>Also deletes the folders that held nothing else.</summary>
    private static void DeleteStale(string target, string file)
    {
        File.Delete(Path.Combine(target, file));
        for (var folder = Path.GetDirectoryName(file); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            var path = Path.Combine(target, folder);
            if (!Directory.Exists(path) || Directory.EnumerateFileSystemEntries(path).Any())
                break;
            Directory.Delete(path);
        }
    }

    private static bool Differs(string made, string existing) =>
        Directory.Exists(existing) || (File.Exists(existing) && !File.ReadAllBytes(made).AsSpan().SequenceEqual(File.ReadAllBytes(existing)));
}
