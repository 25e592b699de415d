using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>
/// Gives every output of the network a tensor of its own that an operator writes: one that is listed again, an input or a constant that is
/// handed through comes from a RESHAPE to the same shape.
/// </summary>
internal sealed class SeparateOutputs : IPass
{
    public string Name => "separate-outputs";

    public Graph Run(Graph graph, PassContext context)
    {
        var taken = graph.Inputs.ToHashSet();
        taken.UnionWith(graph.Tensors.Where(t => t.IsConstant).Select(t => t.Id));
        taken.UnionWith(graph.States.Select(s => s.Current));
        var tensors = graph.Tensors.ToBuilder();
        var operators = graph.Operators.ToBuilder();
        var nextTensor = tensors.Max(t => t.Id.Value) + 1;
        var nextOperator = operators.Select(o => o.Id.Value + 1).DefaultIfEmpty(0).Max();
        ImmutableArray<TensorId> outputs = [.. graph.Outputs.Select(id => taken.Add(id) ? id : Copy(id))];
        return graph.With(tensors.ToImmutable(), operators.ToImmutable(), outputs: outputs);

        TensorId Copy(TensorId id)
        {
            var copy = graph[id] with { Id = new TensorId(nextTensor++), Data = null };
            tensors.Add(copy);
            operators.Add(new Reshape(new OperatorId(nextOperator++), [id], [copy.Id], "RESHAPE"));
            return copy.Id;
        }
    }
}
