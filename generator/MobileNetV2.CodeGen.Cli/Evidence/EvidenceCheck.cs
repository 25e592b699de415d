using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Evidence;

/// <summary>Runs a folder of evidence again. What it says is untrusted: only arguments of a closed list, on files of the folder,
/// are obeyed.</summary>
internal static partial class EvidenceCheck
{
    private static readonly ImmutableArray<string> Flags = ["--lto", "--sanitize", "--keep-channels", "--pack-int4"];

    private static readonly ImmutableArray<string> Values =
    [
        "--schedule", "--kernels", "--io", "--weights", "--input-mode", "--place", "--name", "--ram-budget", "--reserve", "--flash-budget",
        "--random", "--seed", "--optimize", "--head",
        "--input-format", "--input-size", "--resize", "--crop", "--yuv-range", "--normalize", "--range", "--mean", "--std",
    ];

    /// <summary>Options that name files, and the part of the folder that these must be in.</summary>
    private static readonly ImmutableDictionary<string, string> Files = ImmutableDictionary.CreateRange(
        StringComparer.Ordinal,
        [KeyValuePair.Create("--input", "inputs"), new("--labels", "model"), new("--gallery", "model"), new("--target", "target")]);

    /// <summary>For eyes, not for a page: what a terminal would obey is shown otherwise.</summary>
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The command line to run, or why it is not run.</summary>
    public static (ImmutableArray<string> Arguments, string Problem) ArgumentsOf(JsonNode? document, string folder)
    {
        if (document is not JsonObject evidence || evidence["mnv2cEvidence"] is not JsonValue version
            || !version.TryGetValue<int>(out var number) || number != 1)
            return ([], "it has no \"mnv2cEvidence\": 1");
        if (evidence["arguments"] is not JsonArray list || list.Any(a => a is not JsonValue v || !v.TryGetValue<string>(out _)))
            return ([], "its arguments are no list of texts");
        var words = list.Select(a => a!.GetValue<string>()).ToArray();
        if (words is not ["verify", var model, .. var options] || Inside(folder, model, "model") is not { } modelPath)
            return ([], "its arguments are not 'verify model/FILE ...'");
        var arguments = ImmutableArray.Create("verify", modelPath).ToBuilder();
        for (var i = 0; i < options.Length; i++)
        {
            if (Flags.Contains(options[i]))
            {
                arguments.Add(options[i]);
                continue;
            }

            var isFile = Files.TryGetValue(options[i], out var part);
            if ((!isFile && !Values.Contains(options[i])) || i + 1 == options.Length)
                return ([], $"the argument '{TerminalText.OneLine(options[i])}' is not one that evidence has");
            var (option, value) = (options[i], options[++i]);
            if (option == "--target" && BuiltInTarget().IsMatch(value))
                isFile = false;
            var taken = isFile ? Inside(folder, value, part!) : !value.StartsWith('-') || Numbers().IsMatch(value) ? value : null;
            if (taken is null)
                return ([], $"the value '{TerminalText.OneLine(value)}' of {option} is no file of the folder");
            // Together, so that no value is taken for an option.
            arguments.Add($"{option}={taken}");
        }

        return (arguments.ToImmutable(), "");
    }

    /// <summary>Where two documents differ, as paths with both values; none when they are equal.</summary>
    public static IEnumerable<string> Differences(JsonNode? recorded, JsonNode? now, string path = "")
    {
        switch (recorded, now)
        {
            case (JsonObject a, JsonObject b):
                foreach (var name in a.Select(p => p.Key).Union(b.Select(p => p.Key)))
                {
                    foreach (var difference in Differences(a[name], b[name], path.Length == 0 ? name : $"{path}.{name}"))
                        yield return difference;
                }

                break;
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                for (var i = 0; i < a.Count; i++)
                {
                    foreach (var difference in Differences(a[i], b[i], $"{path}[{i}]"))
                        yield return difference;
                }

                break;
            default:
                if (!JsonNode.DeepEquals(recorded, now))
                    yield return $"{path}: recorded {Short(recorded)}, now {Short(now)}";
                break;
        }
    }

    private static string Short(JsonNode? node)
    {
        var text = node switch
        {
            null => "nothing",
            JsonArray a => $"a list of {a.Count}",
            JsonObject => "an object",
            _ => node.ToJsonString(Readable),
        };
        return TerminalText.OneLine(text.Length <= 90 ? text : text[..90] + "...");
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]*\z")]
    private static partial Regex BuiltInTarget();

    /// <summary>The one kind of value that may begin as an option does: <c>--range -1,1</c>.</summary>
    [GeneratedRegex(@"\A-[0-9][0-9.,eE+-]*\z")]
    private static partial Regex Numbers();

    /// <summary>The path of <c>part/NAME</c> in the folder; null when it is something else, or a link.</summary>
    private static string? Inside(string folder, string path, string part)
    {
        var words = path.Split('/');
        if (words is not [var first, var name] || first != part || name.Length == 0 || name is "." or ".." || name.Contains('\\')
            || name.Contains(':'))
            return null;
        var full = Path.Combine(folder, part, name);
        return new FileInfo(full) is { Exists: true, LinkTarget: null } && new DirectoryInfo(Path.Combine(folder, part)).LinkTarget is null
            ? full
            : null;
    }
}
