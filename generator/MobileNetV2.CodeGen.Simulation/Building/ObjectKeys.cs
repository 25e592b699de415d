using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace MobileNetV2.CodeGen.Simulation.Building;

/// <summary>Names objects by all that decides their bytes: the source, every file of the folder that it may include, flags, and the
/// compiler's own version.</summary>
/// <param name="context">Compiler, version, flags.</param>
internal sealed partial class ObjectKeys(SimulationFolder folder, ImmutableArray<string> context)
{
    private const string OursAlone = "mnv2_";

    /// <summary>The folders of <c>-I</c>; the system's headers go with the compiler's version.</summary>
    private static readonly ImmutableArray<string> Folders = ["model", "harness", "board"];

    private readonly ConcurrentDictionary<string, string?> _texts = new(StringComparer.Ordinal);

    /// <summary>The key of a source's object; null where it is a network's own, or includes what is.</summary>
    public string? Of(string source)
    {
        if (Path.GetExtension(source) != ".c")
            return null;
        var files = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([source, .. Candidates(source, "mnv2_on_step.h")]);
        while (open.TryPop(out var file))
        {
            if (files.Contains(file) || TextOf(file) is not { } text)
                continue;
            if (!Path.GetFileName(file).StartsWith(OursAlone, StringComparison.Ordinal))
                return null;
            files.Add(file);
            foreach (Match include in Include().Matches(text))
            {
                foreach (var candidate in Candidates(file, include.Groups["name"].Value))
                    open.Push(candidate);
            }
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in context.Append(source).Concat(files.SelectMany(f => new[] { f, TextOf(f)! })))
            hash.AppendData(Encoding.UTF8.GetBytes(text + "\0"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Candidates(string includer, string name) =>
        Folders.Prepend(Path.GetDirectoryName(includer)!).Distinct(StringComparer.Ordinal).Select(f => $"{f}/{name}");

    private string? TextOf(string file) =>
        _texts.GetOrAdd(file, f => File.Exists(folder[f]) ? File.ReadAllText(folder[f]) : null);

    [GeneratedRegex("""^\s*#\s*include\s*"(?<name>[^"\n]+)""", RegexOptions.Multiline)]
    private static partial Regex Include();
}
