using System.Text;
using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Import.Description;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Targets.Json;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Import.Description;

/// <summary>The page and the schema say what the reader does.</summary>
public sealed class DocumentationTests
{
    private static readonly PlacedJson Schema = PlacedJson.Parse(File.ReadAllBytes(Docs("model-description.schema.json")));

    private static readonly string Page = File.ReadAllText(Docs("model-description.md"));

    [Fact]
    public void The_example_of_the_page_is_a_network()
    {
        var example = Encoding.UTF8.GetBytes(Regex.Match(Page, "```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value);
        var weights = SafetensorsFiles.Make(
            """{"filter":{"dtype":"I8","shape":[2,3,3,2],"data_offsets":[0,36]},"bias":{"dtype":"I32","shape":[2],"data_offsets":[36,44]}}""",
            new byte[44]);

        var outcome = DescriptionImporter.Import(
            example, "example.json", name => name == "example.safetensors" ? weights : (ReadOnlyMemory<byte>?)null);

        Assert.Equal(["CONV_2D", "MEAN"], outcome.Sound().Operators.Select(o => o.Kind));
        Assert.Empty(JsonSchemaSubset.Check(Schema, PlacedJson.Parse(example)));
    }

    /// <summary>Written anew with <c>MNV2_UPDATE_GOLDEN=1</c>.</summary>
    [Fact]
    public void The_page_and_the_schema_have_every_operator_as_its_definition_says()
    {
        var page = new MarkedDocument("docs/model-description.md", "operators of descriptions");
        var schema = new MarkedDocument(
            "docs/model-description.schema.json", "      \"items\": {\n        \"anyOf\": [\n", "        ]\n      }\n    }\n  }\n}\n");
        if (Golden.IsUpdating)
        {
            page.Write(OperatorDocumentation.Table);
            schema.Write(OperatorDocumentation.Schema);
        }

        Assert.Equal(OperatorDocumentation.Table, page.Read());
        Assert.Equal(OperatorDocumentation.Schema, schema.Read());
    }

    [Fact]
    public void The_schema_has_the_properties_of_the_description_and_of_tensors()
    {
        var properties = Schema["properties"]!;
        Assert.Equal(
            DescriptionReader.Properties.Order(StringComparer.Ordinal), properties.Members.Select(m => m.Key)
                .Order(StringComparer.Ordinal));
        var tensor = properties["tensors"]!["items"]!["properties"]!;
        Assert.Equal(TensorReader.Properties.Order(StringComparer.Ordinal), tensor.Members.Select(m => m.Key)
            .Order(StringComparer.Ordinal));
        Assert.Equal(Words.ElementTypes.Keys.Order(StringComparer.Ordinal), tensor["type"]!["enum"]!.Items.Select(i => i.Text)
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_names_every_word_of_the_format()
    {
        var words = OperatorCatalog.Kinds.Concat(OperatorCatalog.Kinds.SelectMany(PropertiesOf))
            .Concat(TensorReader.Properties).Concat(DescriptionReader.Properties)
            .Concat(Words.ElementTypes.Keys).Concat(Words.Activations.Keys).Concat(Words.ScaleProducts.Keys);
        Assert.All(words, word => Assert.Contains($"`{word}`", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Written_descriptions_follow_the_schema()
    {
        var graphs = RandomGraphs.Kinds.Select(kind => RandomGraphs.Single(kind, 5))
            .Append(MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 32, Classes = 2 }));
        foreach (var graph in graphs)
            Assert.Empty(JsonSchemaSubset.Check(Schema, PlacedJson.Parse(DescriptionFiles.Write(graph)["m.json"])));
    }

    private static IEnumerable<string> PropertiesOf(string kind) => OperatorReader.PropertiesOf(OperatorCatalog.ByKind[kind]);

    private static string Docs(string name) => Checkout.PathOf("docs", name);
}
