using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The window of a convolution, which is no attribute: its filter has it.</summary>
internal static class FilterWindow
{
    /// <summary>Details of an operator behind height and width of its filter.</summary>
    public static string Before(Graph graph, Operator op, string details)
    {
        var (height, width) = graph[op.Inputs[1]].Shape.Extent;
        return details.Length == 0 ? $"{height}x{width}" : $"{height}x{width} {details}";
    }
}
