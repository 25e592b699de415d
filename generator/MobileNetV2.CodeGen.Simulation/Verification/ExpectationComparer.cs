using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Simulation.Verification;

/// <summary>Compares what a user's own program computed with the reference interpreter,
/// in the order in which the network computes it.</summary>
internal static class ExpectationComparer
{
    public static ImmutableArray<ExpectedComparison> Compare(
        VerifyRequest request, Graph compiled, ImmutableArray<ReadOnlyMemory<byte>> inputs)
    {
        if (request.Expected.IsEmpty)
            return [];
        // Passes leave out tensors that a user knows by name; only another border makes the imported network another one.
        var graph = request.Compile.Io == BorderMode.Native ? request.Compile.Graph : compiled;
        var trace = new ReferenceInterpreter(graph).Trace(inputs);
        var order =
            graph.Operators.SelectMany((o, i) => o.Outputs.Select(id => (id, i))).DistinctBy(p => p.id).ToDictionary(p => p.id, p => p.i);
        return
        [
            .. request.Expected.OrderBy(e => order.GetValueOrDefault(e.Id, -1)).Select(e => new ExpectedComparison(
                e.Source,
                graph[e.Id].Name,
                graph.ProducerOf(e.Id)?.Kind ?? "input",
                graph[e.Id].Shape.ElementCount,
                TensorDifference.Between(graph[e.Id].Type, trace[e.Id].Span, e.Bytes.Span))),
        ];
    }
}
