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
    public static OnnxGraph Of(GraphProto graph) => new(
        graph.Name,
        [.. graph.Node.Select(OnnxNode.Of)],
        [.. graph.Initializer.Select(OnnxTensor.Of)],
        [.. graph.Input.Select(OnnxPort.Of)],
        [.. graph.Output.Select(OnnxPort.Of)],
        graph.SparseInitializer.Count > 0);
}
