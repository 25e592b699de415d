using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Emission.Quoting;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Targets;

/// <summary>Hostile text in each field that <c>targets/schema.json</c> knows, one at a time:
/// refused, or text for people that reaches nothing but reports.</summary>
public class HostileFieldTests
{
    /// <summary>A target that has every property of the schema.</summary>
    private const string Whole = """
        {
          "$schema": "schema.json", "name": "board", "title": "T", "inherits": "cortex-m4", "core": "cortex-m4",
          "features": { "dsp": true, "mve": false, "fpu": true }, "compilerFlags": ["-mcpu=cortex-m4", "-mthumb"],
          "alignmentBytes": 16, "preferredKernels": "portable", "clockHz": 168000000,
          "cyclesPerInstruction": { "value": 1.5, "errorPercent": 25, "source": "S" },
          "cmsisNnDefines": ["X=1"], "emulatedBy": "mps2-an386",
          "regions": [
            { "name": "ram", "originAddress": "0x20000000", "sizeBytes": 65536, "holds": "arena" },
            { "name": "flash", "originAddress": "0x08000000", "sizeBytes": 1048576, "holds": "flash" }
          ],
          "emulator": { "machine": "mps2-an386", "clockHz": 25000000, "codeRegion": "flash", "constantsRegion": "flash", "dataRegion": "ram", "arenaRegion": "ram" },
          "sources": [{ "document": "d", "section": "s" }]
        }
        """;

    /// <summary>What people read; all else has a form of its own.</summary>
    private static readonly string[] ForPeople =
        ["$schema", "title", "cyclesPerInstruction.source", "sources[0].document", "sources[0].section"];

    private static readonly ImmutableArray<PlacementRule> InRegions = [new(PlacedPart.Arena, "ram"), new(PlacedPart.Weights, "flash")];

    private static readonly Lazy<string[]> Plain =
        new(() => Generated(TargetCatalog.Load(JsonSerializer.SerializeToUtf8Bytes(JsonNode.Parse(Whole)), "board.json").Sound()));

    /// <summary>Of the texts that a field takes: the worst come first.</summary>
    private const int MostGenerated = 4;

    private static readonly string[] Texts =
    [
        BuildTemplateTests.Hostile, "*/ #error x /*", "\"; int evil; //", "$(touch x)", "`id`", "-B./evil/", "@file", "-wrapper", "--", "-",
        "../../x", "/etc/passwd", "x;id", "x y", "x\n", "\u001b[31m", "\u202e", "<script>alert(1)</script>", "${ENV{HOME}}",
        "%s%n", "{{ m }}",
        "??/", "\\", "", "cortex-m4\n", "0x20000000\n", "0xG", "-0x1", new string('x', 100_000),
    ];

    /// <summary>Fields by their paths in <see cref="Whole"/>.</summary>
    public static TheoryData<string> Fields => [.. Leaves(JsonNode.Parse(Whole)!, "").Select(l => l.Path)];

    [Fact]
    public void The_target_here_has_every_property_of_the_schema()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Checkout.PathOf("targets", "schema.json")));

        Assert.Equal(
            [.. PropertiesOf(schema.RootElement, "").Order(StringComparer.Ordinal)],
            PropertiesIn(JsonNode.Parse(Whole)!, "").Distinct().Order(StringComparer.Ordinal));
        TargetCatalog.Load(JsonSerializer.SerializeToUtf8Bytes(JsonNode.Parse(Whole)), "board.json").Sound();
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Hostile_text_is_refused_or_reaches_reports_alone(string field)
    {
        var accepted = 0;
        foreach (var text in Texts)
        {
            var outcome = TargetCatalog.Load(JsonSerializer.SerializeToUtf8Bytes(With(field, text)), "board.json");
            if (outcome.Value is null)
            {
                Assert.NotEmpty(outcome.Diagnostics);
                Assert.All(outcome.Diagnostics, d => Assert.Matches(@"\AMNV400[2-6]\z", d.Code));
                continue;
            }

            // Files that compilers and build systems read are, byte for byte, what they are without it.
            Assert.Contains(field, ForPeople);
            if (accepted++ < MostGenerated)
                Assert.Equal(Plain.Value, Generated(outcome.Value));
        }
    }

    /// <summary>Generated files but reports, in every format.</summary>
    private static string[] Generated(Target target)
    {
        var graph = RandomGraphs.Single("CONV_2D", 1);
        return
        [
            .. from format in Enum.GetValues<BuildFormat>()
               let request = new CompileRequest(graph, "net", new string('0', 64), target) { Emit = [format], Place = InRegions }
               from file in Compiler.Compile(request).Sound().Files
               where !Path.GetFileNameWithoutExtension(file.RelativePath).EndsWith("_report", StringComparison.Ordinal)
               where !Path.GetFileName(file.RelativePath).StartsWith("mnv2_", StringComparison.Ordinal)
               select $"{format} {file.RelativePath}\n{file.Text()}",
        ];
    }

    private static JsonNode With(string field, string text)
    {
        var root = JsonNode.Parse(Whole)!;
        Leaves(root, "").Single(l => l.Path == field).Node.ReplaceWith(text);
        // A target that is a machine itself is not asked which one it is like.
        if (field == "emulatedBy")
            root.AsObject().Remove("emulator");
        return root;
    }

    private static IEnumerable<(string Path, JsonNode Node)> Leaves(JsonNode? node, string path) => node switch
    {
        null => [],
        JsonObject o => o.ToArray().SelectMany(p => Leaves(p.Value, path.Length == 0 ? p.Key : $"{path}.{p.Key}")),
        JsonArray a => a.ToArray().SelectMany((item, i) => Leaves(item, $"{path}[{i}]")),
        _ => [(path, node)],
    };

    private static IEnumerable<string> PropertiesIn(JsonNode? node, string path) => node switch
    {
        JsonObject o => o.ToArray().SelectMany(p => PropertiesIn(p.Value, $"{path}.{p.Key}").Prepend($"{path}.{p.Key}")),
        JsonArray a => a.ToArray().SelectMany(item => PropertiesIn(item, path + "[]")),
        _ => [],
    };

    private static IEnumerable<string> PropertiesOf(JsonElement schema, string path)
    {
        if (schema.TryGetProperty("items", out var items))
            return PropertiesOf(items, path + "[]");
        return schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().SelectMany(p => PropertiesOf(p.Value, $"{path}.{p.Name}").Prepend($"{path}.{p.Name}"))
            : [];
    }
}
