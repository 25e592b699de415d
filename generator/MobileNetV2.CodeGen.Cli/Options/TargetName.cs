using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary>Finds what <c>--target</c> names: a built-in target, or a file when it looks like a path.</summary>
internal static class TargetName
{
    public static Outcome<Target> Resolve(string name)
    {
        if (!IsFile(name))
            return TargetCatalog.Find(name);
        var file = FileReading.ReadAll(name);
        return file.Value is { } json ? TargetCatalog.Load(json, name) : new(null, file.Diagnostics);
    }

    /// <summary>The files that <see cref="Resolve"/> reads.</summary>
    public static IEnumerable<string> FilesOf(string name) => IsFile(name) ? [name] : [];

    private static bool IsFile(string name) =>
        name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || name.Contains('/') || name.Contains('\\');
}
