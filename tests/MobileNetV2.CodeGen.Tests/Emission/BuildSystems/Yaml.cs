using YamlDotNet.RepresentationModel;

namespace MobileNetV2.CodeGen.Tests.Emission.BuildSystems;

/// <summary>Reads YAML and looks at it.</summary>
internal static class Yaml
{
    public static YamlMappingNode Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return Assert.IsType<YamlMappingNode>(Assert.Single(stream.Documents).RootNode);
    }

    public static IEnumerable<string> Keys(this YamlMappingNode node) => node.Children.Keys.Select(k => k.ToString());

    public static YamlMappingNode Map(this YamlMappingNode node, string key) => Assert.IsType<YamlMappingNode>(node.Children[key]);

    public static IEnumerable<YamlNode> List(this YamlMappingNode node, string key) => Assert.IsType<YamlSequenceNode>(node.Children[key]);

    public static string Text(this YamlMappingNode node, string key) => Assert.IsType<YamlScalarNode>(node.Children[key]).ToString();

    /// <summary>The values of <paramref name="field"/> in a list of maps.</summary>
    public static IEnumerable<string> Texts(this YamlMappingNode node, string list, string field) =>
        node.List(list).Select(n => Assert.IsType<YamlMappingNode>(n).Text(field));
}
