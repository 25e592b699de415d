using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Evidence;

/// <summary>Runs a folder of evidence again. What it says is untrusted: only arguments of a closed list, on files of the folder,
/// are obeyed.</summary>
internal static class EvidenceCheck
{
    private static readonly ImmutableArray<string> Flags = ["--lto", "--sanitize", "--keep-channels", "--pack-int4"];

    private static readonly ImmutableArray<string> Values =
    [
        "--target", "--schedule", "--kernels", "--io", "--weights", "--input-mode", "--place", "--name", "--ram-budget", "--flash-budget",
        "--random", "--seed",
        "--optimize", "--input",
    ];

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

            if (!Values.Contains(options[i]) || i + 1 == options.Length)
                return ([], $"the argument '{TerminalText.OneLine(options[i])}' is not one that evidence has");
            var (option, value) = (options[i], options[++i]);
            var isPath = option == "--input"
                || (option == "--target"
                    && (value.Contains('/') || value.Contains('\\') || value.EndsWith(".json", StringComparison.OrdinalIgnoreCase)));
            if (value.StartsWith('-') || (isPath && Inside(folder, value, option == "--input" ? "inputs" : "target") is null))
                return ([], $"the value '{TerminalText.OneLine(value)}' of {option} is no file of the folder");
            arguments.Add(option);
            arguments.Add(isPath ? Inside(folder, value, option == "--input" ? "inputs" : "target")! : value);
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
            null =>
            "nothing",
            JsonArray a => $"a list of {a.Count}",
            JsonObject => "an object",
            _ => node.ToJsonString()
        };
        return TerminalText.OneLine(text.Length <= 90 ? text : text[..90] + "...");
    }

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
