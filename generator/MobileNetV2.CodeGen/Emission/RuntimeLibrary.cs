using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Templates;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>The C files of <c>runtime-c/</c> that generated code is built with.</summary>
internal static partial class RuntimeLibrary
{
    private const string Folder = "runtime-c/";

    private const string ConfigurationHeader = "mnv2_runtime.h";
    private const string NoId = "#define MNV2_RUNTIME_ID 0x00000000U";

    private static readonly FrozenDictionary<string, string> Texts = Identified(EmbeddedFiles.Below(Folder)
        .ToDictionary(path => path[Folder.Length..], EmbeddedFiles.ReadText, StringComparer.Ordinal));

    /// <summary>The names of all files.</summary>
    public static IEnumerable<string> All => Texts.Keys;

    /// <summary>What generated code asserts, so that it never builds against another runtime.</summary>
    public static int Version { get; } =
        int.Parse(VersionMacro().Match(Texts["mnv2_runtime.h"]).Groups[1].Value, CultureInfo.InvariantCulture);

    public static string Text(string file) =>
        Texts.TryGetValue(file, out var text) ? text : throw new InvalidOperationException($"the runtime has no file '{file}'");

    /// <summary>What a program is built with: its sources and headers, and what those and the generated sources include,
    /// in ordinal order.</summary>
    public static ImmutableArray<string> Files(RuntimeView runtime) => WithIncludes(
    [
        .. runtime.Sources.Concat(runtime.Headers).Except(runtime.Generated.Select(g => g.FileName)),
        .. runtime.Generated.SelectMany(g => Includes(g.Text)),
        "mnv2_runtime.h",
    ]);

    /// <summary><paramref name="files"/> and whatever they include, in ordinal order.</summary>
    public static ImmutableArray<string> WithIncludes(IEnumerable<string> files)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var pending = new Stack<string>(files);
        while (pending.TryPop(out var file))
        {
            if (!found.Add(file))
                continue;
            foreach (var include in Includes(Text(file)))
                pending.Push(include);
        }

        return [.. found];
    }

    /// <summary>The same files, of which the header says what is in all of them: programs that link two runtimes notice.</summary>
    private static FrozenDictionary<string, string> Identified(Dictionary<string, string> texts)
    {
        var content = texts.OrderBy(t => t.Key, StringComparer.Ordinal).SelectMany(t => new[] { t.Key, t.Value });
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', content)));
        var id = $"#define MNV2_RUNTIME_ID 0x{Convert.ToHexStringLower(hash.AsSpan(0, 4))}U";
        texts[ConfigurationHeader] = texts[ConfigurationHeader].Replace(NoId, id, StringComparison.Ordinal);
        return texts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>An include that the runtime does not have belongs to a library that the user links.</summary>
    private static IEnumerable<string> Includes(string text) =>
        Include().Matches(text).Select(m => m.Groups[1].Value).Where(Texts.ContainsKey);

    [GeneratedRegex("""^[ \t]*#[ \t]*include[ \t]*"([^"]+)""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Include();

    [GeneratedRegex(@"^#define[ \t]+MNV2_RUNTIME_VERSION[ \t]+(\d+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex VersionMacro();
}
