using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Checks that tensors which no step writes are where their values are: the reference of the operator that gives them tells which
/// bytes of its input those are.</summary>
internal static class ViewCheck
{
    /// <summary>What is wrong, for people.</summary>
    public static IEnumerable<string> Problems(KernelProgram program) => program.OperatorsWithoutStep.SelectMany(o => Problems(program, o));

    private static IEnumerable<string> Problems(KernelProgram program, Operator op)
    {
        if (!program.Placements.TryGetValue(op.Input, out var input))
            return [$"no step runs {op}, whose input has no place"];
        var values = OperatorCatalog.Of(op).Movement is Movement.View ? null : Run(program.Graph, op);
        return op.Outputs.Where(id => !IsThere(id)).Select(id => $"no step runs {op}, and tensor {id} is not where its values are");

        bool IsThere(TensorId id)
        {
            if (!program.Placements.TryGetValue(id, out var place) || place.Buffer != input.Buffer)
                return false;
            var at = place.OffsetBytes - input.OffsetBytes;
            if (values is null)
                return at == 0 && program.Graph[id].SizeBytes == program.Graph[op.Input].SizeBytes;
            var whole = values.Read(op.Input);
            var part = values.Read(id);
            return at >= 0 && at + part.Length <= whole.Length && whole.Slice(at, part.Length).SequenceEqual(part);
        }
    }

    /// <summary>On bytes that are as good as different everywhere.</summary>
    private static TensorValues Run(Graph graph, Operator op)
    {
        var alone = new Graph(
            graph.Name, [.. op.Inputs.Concat(op.Outputs).Distinct().Select(id => graph[id])], [op], [op.Input], op.Outputs);
        var bytes = new byte[graph[op.Input].SizeBytes];
        var state = 1u;
        for (var i = 0; i < bytes.Length; i++)
        {
            state = unchecked((state * 1664525) + 1013904223);
            bytes[i] = (byte)(state >> 24);
        }

        var values = new TensorValues(alone, [bytes]);
        OperatorCatalog.Of(op).Run(op, values);
        return values;
    }
}
