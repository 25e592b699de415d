using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Multiply-accumulates, counted as everybody counts them: taps in the padding included, element-wise operators and pooling not.</summary>
public static class MacCount
{
    public static long Of(Graph graph) => graph.Operators.Sum(o => Of(graph, o));

    public static long Of(ITensorTable graph, Operator op) => op switch
    {
        // A filter is [O, KH, KW, C/groups]: each output element takes one tap per element of its slice.
        Conv2D c => PerOutput(graph, c, graph[c.Filter].Shape.ElementCount / graph[c.Filter].Shape[0]),
        DepthwiseConv2D d => PerOutput(graph, d, graph[d.Filter].Shape.Height * graph[d.Filter].Shape.Width),
        FullyConnected f => PerOutput(graph, f, graph[f.Filter].Shape[1]),
        _ => 0,
    };

    private static long PerOutput(ITensorTable graph, Operator op, long taps) => taps * graph[op.Output].Shape.ElementCount;
}
