using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Tells inputs that a camera fills from others.</summary>
public static class CameraSource
{
    /// <summary>The operator that an input of bytes goes to, through moves of bytes at most; null when the input is no camera's.</summary>
    public static CameraImage? Of(Graph graph, TensorId input)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph[input].Type == ElementType.UInt8 ? Reader(graph, input) : null;
    }

    private static CameraImage? Reader(Graph graph, TensorId id) => graph.ConsumersOf(id).ToArray() switch
    {
        [CameraImage image] => image,
        // The planes of nv12 are joined first.
        [var op] when op is ResizeNearestNeighbor or Concatenation && graph[op.Output].Type == ElementType.UInt8 =>
            Reader(graph, op.Output),
        _ => null,
    };
}
