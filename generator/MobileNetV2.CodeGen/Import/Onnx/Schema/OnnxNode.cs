using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Import.Onnx.Schema;

/// <summary>NodeProto. An input that is left out has an empty name.</summary>
/// <param name="Index">Its place in the file.</param>
internal sealed record OnnxNode(
    int Index,
    string Name,
    string Kind,
    string Domain,
    ImmutableArray<string> Inputs,
    ImmutableArray<string> Outputs,
    ImmutableDictionary<string, OnnxAttribute> Attributes)
{
    public static OnnxNode Of(NodeProto node, int index)
    {
        var attributes = ImmutableDictionary.CreateBuilder<string, OnnxAttribute>(StringComparer.Ordinal);
        foreach (var attribute in node.Attribute)
            attributes[attribute.Name] = OnnxAttribute.Of(attribute);
        return new OnnxNode(
            index, node.Name, node.OpType, PlainDomain(node.Domain), [.. node.Input], [.. node.Output], attributes.ToImmutable());
    }

    /// <summary>ONNX's own domain has two names.</summary>
    public static string PlainDomain(string domain) => domain == "ai.onnx" ? "" : domain;
}
