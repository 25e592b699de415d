using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Templates;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>The C files of <c>runtime-c/</c> that generated code is built with.</summary>
internal static partial class RuntimeLibrary
{
    private const string Folder = "runtime-c/";

    private static readonly FrozenDictionary<string, string> Files = EmbeddedFiles.Below(Folder)
        .ToFrozenDictionary(path => path[Folder.Length..], EmbeddedFiles.ReadText, StringComparer.Ordinal);

    private static readonly ImmutableArray<string> Headers =
        [.. Files.Keys.Where(f => f.EndsWith(".h", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>What generated code asserts, so that it never builds against another runtime.</summary>
    public static int Version { get; } =
        int.Parse(VersionMacro().Match(Files["mnv2_runtime.h"]).Groups[1].Value, CultureInfo.InvariantCulture);

    public static string Text(string file) =>
        Files.TryGetValue(file, out var text) ? text : throw new InvalidOperationException($"the runtime has no file '{file}'");

    /// <summary>The header that declares <paramref name="function"/>.</summary>
    public static string HeaderDeclaring(string function)
    {
        var declaration = new Regex($@"\b{Regex.Escape(function)}\s*\(", RegexOptions.CultureInvariant);
        return Headers.FirstOrDefault(h => declaration.IsMatch(Files[h]))
            ?? throw new InvalidOperationException($"no header of the runtime declares '{function}'");
    }

    /// <summary><paramref name="files"/> and whatever they include, in ordinal order.</summary>
    public static ImmutableArray<string> WithIncludes(IEnumerable<string> files)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var pending = new Stack<string>(files);
        while (pending.TryPop(out var file))
        {
            if (!found.Add(file))
                continue;
            foreach (Match include in Include().Matches(Text(file)))
            {
                // An include that the runtime does not have belongs to a library that the user links.
                if (Files.ContainsKey(include.Groups[1].Value))
                    pending.Push(include.Groups[1].Value);
            }
        }

        return [.. found];
    }

    [GeneratedRegex("""^[ \t]*#[ \t]*include[ \t]*"([^"]+)""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Include();

    [GeneratedRegex(@"^#define[ \t]+MNV2_RUNTIME_VERSION[ \t]+(\d+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex VersionMacro();
}
