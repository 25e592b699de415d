using System.Collections.Frozen;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Validation;

/// <summary>Tensors that are filters and nothing else. Their scales may be 0:
/// converters leave that for channels whose weights are all 0.</summary>
internal static class FilterTensors
{
    public static FrozenSet<TensorId> Of(Graph graph)
    {
        var filters = new HashSet<TensorId>();
        var others = graph.Inputs.Concat(graph.Outputs).ToHashSet();
        foreach (var op in graph.Operators)
        {
            for (var i = 0; i < op.Inputs.Length; i++)
                (i == 1 && op is FilterOperator ? filters : others).Add(op.Inputs[i]);
        }

        filters.ExceptWith(others);
        return filters.ToFrozenSet();
    }
}
