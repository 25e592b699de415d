using System.Collections.Immutable;
using System.Text;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Templates;

namespace MobileNetV2.CodeGen.Emission.BuildSystems;

/// <summary>Puts the files of several networks into one folder: each network's own, the runtime once, and a build file for all.</summary>
internal static class NetworksFolder
{
    private const string BuildFile = "CMakeLists.txt";

    /// <summary>The formats whose files have the network's name, or can be told of several.</summary>
    public static bool Serves(BuildFormat format) => format is BuildFormat.CMake or BuildFormat.Make;

    /// <param name="name">Of the networks together.</param>
    /// <returns>The files; or the path that two networks would both write, each with content of its own.</returns>
    public static (ImmutableArray<GeneratedFile> Files, string? Clash) Merge(
        string name, ImmutableArray<ImmutableArray<GeneratedFile>> networks, NetworksView view)
    {
        var merged = ImmutableArray.CreateBuilder<GeneratedFile>();
        var seen = new Dictionary<string, GeneratedFile>(StringComparer.OrdinalIgnoreCase);
        var names = new ModelNames(view.Names[0]);
        var builds = false;
        foreach (var (network, files) in view.Names.Zip(networks))
        {
            foreach (var original in files)
            {
                var file = original.RelativePath == BuildFile ? original with { RelativePath = network + ".cmake" } : original;
                builds |= file.RelativePath != original.RelativePath;
                if (seen.TryAdd(file.RelativePath, file))
                    merged.Add(file);
                else if (!IsRuntime(file.RelativePath) || !Bytes(file).AsSpan().SequenceEqual(Bytes(seen[file.RelativePath])))
                    return ([], file.RelativePath);
            }
        }

        GeneratedFile[] common =
        [
            .. view.Arena is { } arena
                ? [Rendered($"{arena}.h", "arena.h"), Rendered($"{arena}.c", "arena.c")]
                : Array.Empty<GeneratedFile>(),
            .. builds ? [Rendered(BuildFile, BuildFile)] : Array.Empty<GeneratedFile>(),
            Text($"{name}_report.json", NetworksReport.Json(view)),
            Rendered($"{name}_report.html", "report.html"),
        ];
        return common.FirstOrDefault(f => seen.ContainsKey(f.RelativePath)) is { } taken
            ? ([], taken.RelativePath)
            : ([.. merged, .. common], null);

        GeneratedFile Rendered(string path, string template) => Text(path, TemplateSet.Render("networks/" + template, names, view));
    }

    private static GeneratedFile Text(string path, string text) => new(path, output => output.Write(Encoding.UTF8.GetBytes(text)));

    private static bool IsRuntime(string path) => Path.GetFileName(path).StartsWith("mnv2_", StringComparison.Ordinal);

    private static byte[] Bytes(GeneratedFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }
}
