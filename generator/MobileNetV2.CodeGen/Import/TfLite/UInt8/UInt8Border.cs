using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.UInt8;

/// <summary>Keeps uint8 at the border of a network whose inside was moved to int8: a QUANTIZE at each input and output,
/// which only flips the sign bit.</summary>
internal static class UInt8Border
{
    /// <param name="wasUInt8">Tells which borders the file has on uint8.</param>
    public static Graph Restore(Graph graph, Func<TensorId, bool> wasUInt8)
    {
        var tensors = graph.Tensors.ToDictionary(t => t.Id);
        var nextTensor = tensors.Keys.Max(id => id.Value) + 1;
        var nextOperator = graph.Operators.Max(o => o.Id.Value) + 1;
        var before = new List<Operator>();
        var after = new List<Operator>();
        ImmutableArray<TensorId> inputs =
            [.. graph.Inputs.Select(id =>
                wasUInt8(id) ? Convert(id, outside => before.Add(new Quantize(new(nextOperator++), [outside], [id]))) : id)];
        ImmutableArray<TensorId> outputs =
            [.. graph.Outputs.Select(id =>
                wasUInt8(id) ? Convert(id, outside => after.Add(new Quantize(new(nextOperator++), [id], [outside]))) : id)];
        return new Graph(graph.Name, [.. tensors.Values.OrderBy(t => t.Id)], [.. before, .. graph.Operators, .. after], inputs,
            outputs, graph.States);

        TensorId Convert(TensorId inside, Action<TensorId> add)
        {
            var outside = UInt8Network.Unsigned(tensors[inside], new TensorId(nextTensor++));
            tensors.Add(outside.Id, outside);
            add(outside.Id);
            return outside.Id;
        }
    }
}
