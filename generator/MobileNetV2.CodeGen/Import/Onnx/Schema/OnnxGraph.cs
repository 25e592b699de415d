using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Import.Onnx.Schema;

/// <summary>GraphProto: nodes in the file's order, constants, and the border.</summary>
internal sealed record OnnxGraph(
    string Name,
    ImmutableArray<OnnxNode> Nodes,
    ImmutableArray<OnnxTensor> Initializers,
    ImmutableArray<OnnxPort> Inputs,
    ImmutableArray<OnnxPort> Outputs,
    bool HasSparseInitializers)
{
    public static OnnxGraph Read(ProtoReader reader)
    {
        var name = "";
        var isSparse = false;
        var nodes = ImmutableArray.CreateBuilder<OnnxNode>();
        var initializers = ImmutableArray.CreateBuilder<OnnxTensor>();
        var inputs = ImmutableArray.CreateBuilder<OnnxPort>();
        var outputs = ImmutableArray.CreateBuilder<OnnxPort>();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    nodes.Add(OnnxNode.Read(reader.Message, nodes.Count));
                    break;
                case 2:
                    name = reader.Text;
                    break;
                case 5:
                    initializers.Add(OnnxTensor.Read(reader.Message));
                    break;
                case 11:
                    inputs.Add(OnnxPort.Read(reader.Message));
                    break;
                case 12:
                    outputs.Add(OnnxPort.Read(reader.Message));
                    break;
                case 15:
                    isSparse = true;
                    break;
            }
        }

        return new OnnxGraph(name, nodes.ToImmutable(), initializers.ToImmutable(), inputs.ToImmutable(), outputs.ToImmutable(), isSparse);
    }
}
