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

    /// <returns>The files; or the path that two networks would both write, each with content of its own.</returns>
    public static (ImmutableArray<GeneratedFile> Files, string? Clash) Merge(
        ImmutableArray<(string Name, ImmutableArray<GeneratedFile> Files)> networks, string version)
    {
        var merged = ImmutableArray.CreateBuilder<GeneratedFile>();
        var seen = new Dictionary<string, GeneratedFile>(StringComparer.OrdinalIgnoreCase);
        var builds = false;
        foreach (var (name, files) in networks)
        {
            foreach (var original in files)
            {
                var file = original.RelativePath == BuildFile ? original with { RelativePath = name + ".cmake" } : original;
                builds |= file.RelativePath != original.RelativePath;
                if (seen.TryAdd(file.RelativePath, file))
                    merged.Add(file);
                else if (!IsRuntime(file.RelativePath) || !Bytes(file).AsSpan().SequenceEqual(Bytes(seen[file.RelativePath])))
                    return ([], file.RelativePath);
            }
        }

        if (builds)
        {
            var view = new NetworksView([.. networks.Select(n => n.Name)], ToolInfo.Name, version);
            var text = TemplateSet.Render("networks/" + BuildFile, new ModelNames(networks[0].Name), view);
            merged.Add(new GeneratedFile(BuildFile, output => output.Write(Encoding.UTF8.GetBytes(text))));
        }

        return (merged.ToImmutable(), null);
    }

    private static bool IsRuntime(string path) => Path.GetFileName(path).StartsWith("mnv2_", StringComparison.Ordinal);

    private static byte[] Bytes(GeneratedFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }
}
