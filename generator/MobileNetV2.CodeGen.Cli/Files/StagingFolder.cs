using System.Collections.Immutable;
using MobileNetV2.CodeGen.Files;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>A folder inside the output folder where a generation is written before it is moved into place. Disposing deletes it.</summary>
/// <param name="Target">The output folder.</param>
/// <param name="Name">Of the folder in it.</param>
internal sealed record StagingFolder(string Target, string Name) : IDisposable
{
    private const string Prefix = ".mnv2c-";

    /// <summary>Without it a folder of this name is somebody else's.</summary>
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
            Directory.Delete(folder, recursive: true);
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
                Directory.Delete(FullPath, recursive: true);
        }
        catch (Exception e) when (FileWriting.IsFileTrouble(e))
        {
            // What happened before is worth telling, not this: the next generation deletes it.
        }
    }

    private static bool IsOurs(string folder) =>
        IsName(Path.GetFileName(folder)) && new DirectoryInfo(folder).LinkTarget is null && File.Exists(Path.Combine(folder, MarkFile));
}
