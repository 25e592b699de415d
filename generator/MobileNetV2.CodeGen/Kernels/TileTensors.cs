using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>The tensors of a graph as a kernel that works pixel by pixel sees them:
/// what the operator reads and writes is one row of a tile's width; or as one that works row by row does.</summary>
/// <param name="width">Pixels of the tile; null when rows keep the width that they have.</param>
internal sealed class TileTensors(Graph graph, Operator op, int? width) : ITensorTable
{
    /// <summary>An operator may join thousands of tensors, and is asked about each.</summary>
    private readonly HashSet<TensorId> _ofOperator = [.. op.Inputs, .. op.Outputs];

    public Tensor this[TensorId id]
    {
        get
        {
            var tensor = graph[id];
            return tensor.IsConstant || !_ofOperator.Contains(id)
                ? tensor
                : tensor with { Shape = new Shape(1, 1, width ?? tensor.Shape.Width, tensor.Shape.Channels) };
        }
    }
}
