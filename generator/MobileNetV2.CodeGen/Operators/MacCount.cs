using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Multiply-accumulates, counted as everybody counts them: taps in the padding included,
/// element-wise operators and pooling not.</summary>
public static class MacCount
{
    public static long Of(Graph graph) => graph.Operators.Sum(o => Of(graph, o));

    public static long Of(ITensorTable graph, Operator op) => OperatorCatalog.Of(op).Macs(graph, op);
}
