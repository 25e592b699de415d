using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>Which files of an output folder belong to a model: <c>m_files.txt</c>, one relative path a line.
/// Lets the next compile replace exactly those.</summary>
internal sealed record Manifest(string FileName, ImmutableArray<string> Files)
{
    private const string Suffix = "_files.txt";

    public static string NameFor(string model) => model + Suffix;

    public static Manifest For(string model, IEnumerable<string> files) =>
        new(NameFor(model), [.. files.Append(NameFor(model)).Order(StringComparer.Ordinal)]);

    public string ToText() => string.Concat(Files.Select(f => f + "\n"));

    /// <summary>All manifests of a folder; lines that point out of the folder are ignored, since a manifest may have been edited.</summary>
    public static ImmutableArray<Manifest> ReadAll(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*" + Suffix)
            // A link may lead anywhere, and a pipe would never end.
            .Where(path => new FileInfo(path) is { LinkTarget: null, Length: > 0 })
            .Order(StringComparer.Ordinal)
            .Select(path => new Manifest(Path.GetFileName(path), [.. File.ReadAllLines(path).Where(IsInside)])),
    ];

    /// <summary>True for a path below the folder; lines come from files that anybody may have written.</summary>
    public static bool IsInside(string line) =>
        line.Length > 0 && !line.Contains('\0') && !Path.IsPathRooted(line) && !line.Split('/', '\\').Contains("..");
}
