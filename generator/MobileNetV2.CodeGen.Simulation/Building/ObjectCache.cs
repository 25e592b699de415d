using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace MobileNetV2.CodeGen.Simulation.Building;

/// <summary>
/// Objects that depend on no network, the runtime's kernels and the harness, from earlier builds: by all that decides their bytes, which
/// is the source, every file of the folder that it may include, flags, and the compiler's own version.
/// </summary>
/// <param name="kept">Where they are kept.</param>
/// <param name="version">What the compiler says of its version.</param>
internal sealed partial class ObjectCache(
    BuildCache kept, SimulationFolder folder, string compiler, string version, ImmutableArray<string> flags)
{
    private const string OursAlone = "mnv2_";

    /// <summary>The folders of <c>-I</c>; the system's headers go with the compiler's version.</summary>
    private static readonly ImmutableArray<string> Folders = ["model", "harness", "board"];

    private readonly ConcurrentDictionary<string, string?> _texts = new(StringComparer.Ordinal);

    private readonly ImmutableArray<string> _context = [compiler, version, .. flags.Where(IsForAll)];

    /// <summary>The object's path; null when none is kept.</summary>
    public string? Find(string source) => KeyOf(source) is { } key ? kept.Find(key) : null;

    /// <summary>Keeps what a source became.</summary>
    /// <param name="made">The object's path below the folder.</param>
    public void Keep(string source, string made)
    {
        if (KeyOf(source) is not { } key)
            return;
        try
        {
            kept.Add(key, folder[made]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A home that cannot be written to: the next build compiles it again.
        }
    }

    /// <summary>Macros by a network's name concern its own files alone.</summary>
    private static bool IsForAll(string flag) =>
        !flag.StartsWith("-D", StringComparison.Ordinal) || flag.StartsWith("-DMNV2_", StringComparison.Ordinal);

    /// <summary>Null for a source that is a network's own, or includes what is.</summary>
    private string? KeyOf(string source)
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
        foreach (var text in _context.Append(source).Concat(files.SelectMany(f => new[] { f, TextOf(f)! })))
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
