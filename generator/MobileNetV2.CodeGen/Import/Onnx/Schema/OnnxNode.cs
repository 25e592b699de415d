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
    public static OnnxNode Read(ProtoReader reader, int index)
    {
        var (name, kind, domain) = ("", "", "");
        var inputs = ImmutableArray.CreateBuilder<string>();
        var outputs = ImmutableArray.CreateBuilder<string>();
        var attributes = ImmutableDictionary.CreateBuilder<string, OnnxAttribute>(StringComparer.Ordinal);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    inputs.Add(reader.Text);
                    break;
                case 2:
                    outputs.Add(reader.Text);
                    break;
                case 3:
                    name = reader.Text;
                    break;
                case 4:
                    kind = reader.Text;
                    break;
                case 5:
                    var attribute = OnnxAttribute.Read(reader.Message);
                    attributes[attribute.Name] = attribute;
                    break;
                case 7:
                    domain = reader.Text;
                    break;
            }
        }

        return new OnnxNode(
            index, name, kind, domain == "ai.onnx" ? "" : domain, inputs.ToImmutable(), outputs.ToImmutable(), attributes.ToImmutable());
    }
}
