using System.Collections.Immutable;
using MobileNetV2.CodeGen.Files;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>A folder inside the output folder where a generation is written before it is moved into place. Disposing deletes it.</summary>
/// <param name="Target">The output folder.</param>
/// <param name="Name">Of the folder in it.</param>
internal sealed record StagingFolder(string Target, string Name) : IDisposable
{
    private const string Prefix = ".mnv2c-";

    /// <summary>Without it a folder of this name that holds anything is somebody else's. It is written first and deleted last.</summary>
    private const string MarkFile = "made-by-mnv2c";

    private string FullPath => Path.Combine(Target, Name);

    public static StagingFolder Create(string target)
    {
        var staging = new StagingFolder(target, Prefix + TemporaryNames.Random());
        Directory.CreateDirectory(staging.FullPath);
        try
        {
            File.WriteAllText(Path.Combine(staging.FullPath, MarkFile), "While mnv2c writes; can be deleted when none is running.\n");
            return staging;
        }
        catch (Exception e) when (FileWriting.IsFileTrouble(e))
        {
            staging.Dispose();
            throw;
        }
    }

    /// <summary>Deletes what killed processes left. To be called by the holder of the folder's lock.</summary>
    public static void DeleteOlder(string target)
    {
        foreach (var folder in Directory.EnumerateDirectories(target, Prefix + "*").Where(IsOurs).ToArray())
            Delete(folder);
    }

    /// <summary>True when <paramref name="name"/> can only be a staging folder's.</summary>
    public static bool IsName(
        string name) => name.StartsWith(Prefix, StringComparison.Ordinal) && name[Prefix.Length..] is { Length: > 0 } rest
            && rest.All(char.IsAsciiHexDigitLower);

    public void Write(ImmutableArray<GeneratedFile> files, Manifest manifest)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(FullPath, file.RelativePath);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            file.Write(stream);
        }

        File.WriteAllText(Path.Combine(FullPath, manifest.FileName), manifest.ToText());
    }

    /// <summary>True when <paramref name="existing"/> is not there or has other content than the file that is to take its place.</summary>
    public bool Differs(string file, string existing)
    {
        var made = new FileInfo(Path.Combine(FullPath, file));
        var there = new FileInfo(existing);
        return there is not { Exists: true, LinkTarget: null } || there.Length != made.Length
            || !File.ReadAllBytes(made.FullName).AsSpan().SequenceEqual(File.ReadAllBytes(existing));
    }

    public void Dispose()
    {
        try
        {
            if (Directory.Exists(FullPath))
                Delete(FullPath);
        }
        catch (Exception e) when (FileWriting.IsFileTrouble(e))
        {
            // What happened before is worth telling, not this: the next generation deletes it.
        }
    }

    /// <summary>Killed at any moment, this leaves what the next one knows to be ours.</summary>
    private static void Delete(string folder)
    {
        var mark = Path.Combine(folder, MarkFile);
        foreach (var inside in Directory.GetDirectories(folder))
            Directory.Delete(inside, recursive: true);
        foreach (var file in Directory.GetFiles(folder).Where(f => f != mark))
            File.Delete(file);
        File.Delete(mark);
        Directory.Delete(folder);
    }

    /// <summary>An empty folder of such a name is one whose process was killed before its first file, or behind its last.</summary>
    private static bool IsOurs(string folder) =>
        IsName(Path.GetFileName(folder)) && new DirectoryInfo(folder).LinkTarget is null
            && (File.Exists(Path.Combine(folder, MarkFile)) || !Directory.EnumerateFileSystemEntries(folder).Any());
}
