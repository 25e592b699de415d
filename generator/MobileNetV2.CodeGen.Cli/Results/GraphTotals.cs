using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>Sums over a graph; a constant that several operators read counts once.</summary>
internal static class GraphTotals
{
    public static long ConstantBytes(Graph graph) => graph.Tensors.Where(t => t.IsConstant).Sum(t => (long)t.SizeBytes);

    public static long Parameters(Graph graph) =>
        graph.Operators.SelectMany(o => ParameterTensors(graph, o)).DistinctBy(t => t.Id).Sum(t => (long)t.Shape.ElementCount);

    public static long Parameters(Graph graph, Operator op) => ParameterTensors(graph, op).Sum(t => (long)t.Shape.ElementCount);

    // Shapes, axes and paddings are attributes of a graph's operators: a constant that is read is data.
    private static IEnumerable<Tensor> ParameterTensors(Graph graph, Operator op) =>
        op.Inputs.Select(id => graph[id]).Where(t => t.IsConstant);
}
