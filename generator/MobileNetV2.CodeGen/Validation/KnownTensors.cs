using System.Collections.Frozen;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Validation;

/// <summary>Tensors whose value is known when the network is compiled.</summary>
internal static class KnownTensors
{
    /// <summary>Constants, and what operators compute from constants or from shapes alone.</summary>
    public static FrozenSet<TensorId> Of(Graph graph)
    {
        var known = graph.Tensors.Where(t => t.IsConstant).Select(t => t.Id).ToHashSet();
        foreach (var op in graph.Operators)
        {
            if (op.Inputs.All(known.Contains) || OperatorCatalog.Of(op).ReadsShapesOnly)
                known.UnionWith(op.Outputs);
        }

        return known.ToFrozenSet();
    }
}
