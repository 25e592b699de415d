using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>How far two other programs are from each other, over the tensors that both have.</summary>
internal sealed record OutputsApart(int Elements, int Different, double Largest)
{
    public static OutputsApart Between(
        Graph graph, IReadOnlyDictionary<TensorId, ReadOnlyMemory<byte>> first, IReadOnlyDictionary<TensorId, ReadOnlyMemory<byte>> second)
    {
        var apart = new OutputsApart(0, 0, 0);
        foreach (var (id, bytes) in first.Where(t => second.ContainsKey(t.Key)))
        {
            var difference = TensorDifference.Between(graph[id].Type, bytes.Span, second[id].Span);
            apart = new OutputsApart(
                apart.Elements + graph[id].Shape.ElementCount,
                apart.Different + (difference?.DifferentElements ?? 0),
                Math.Max(apart.Largest, difference?.Largest ?? 0));
        }

        return apart;
    }
}
