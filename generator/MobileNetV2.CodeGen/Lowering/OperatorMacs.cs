using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>Multiply-accumulates of an operator, taps in the padding counted; 0 for operators without weights.</summary>
internal static class OperatorMacs
{
    public static long Of(Operator op, Graph graph) => op switch
    {
        Conv2D o => graph[o.Output].Shape.ElementCount * ((long)graph[o.Filter].Shape.ElementCount / graph[o.Filter].Shape[0]),
        DepthwiseConv2D o => graph[o.Output].Shape.ElementCount * ((long)graph[o.Filter].Shape.Height * graph[o.Filter].Shape.Width),
        FullyConnected o => graph[o.Output].Shape.ElementCount * (long)graph[o.Filter].Shape[1],
        _ => 0,
    };
}
