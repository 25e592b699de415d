using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>Sums over a graph; a constant that several operators read counts once.</summary>
internal static class GraphTotals
{
    public static long ConstantBytes(Graph graph) => graph.Tensors.Where(t => t.IsConstant).Sum(t => (long)t.SizeBytes);

    public static long Parameters(Graph graph) =>
        graph.Operators.SelectMany(o => ParameterTensors(graph, o)).DistinctBy(t => t.Id).Sum(t => (long)t.Shape.ElementCount);

    public static long Parameters(Graph graph, Operator op) => ParameterTensors(graph, op).Sum(t => (long)t.Shape.ElementCount);

    // Shapes and axes are constants too, but nobody trained them.
    private static IEnumerable<Tensor> ParameterTensors(Graph graph, Operator op) => op is Conv2D or DepthwiseConv2D or FullyConnected or BinaryOperator
        ? op.Inputs.Select(id => graph[id]).Where(t => t.IsConstant)
        : [];
}
