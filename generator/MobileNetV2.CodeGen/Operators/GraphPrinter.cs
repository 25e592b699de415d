using System.Globalization;
using System.Text;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>A graph as text, for people and for <c>--dump-ir</c>: one line per tensor that is given or constant, one per operator.</summary>
/// <remarks>The same graph gives the same text on every machine; lines end with LF.</remarks>
internal static class GraphPrinter
{
    public static string Print(Graph graph)
    {
        var text = new StringBuilder();
        Line(text, $"graph {graph.Name}");
        foreach (var id in graph.Inputs)
            Line(text, $"  input {Describe(graph[id])}");
        foreach (var tensor in graph.Tensors.Where(t => t.IsConstant))
            Line(text, $"  constant {Describe(tensor)}");
        foreach (var op in graph.Operators)
            Line(text, $"  {op.Id} {string.Join(", ", op.Outputs)} = {op.Kind}({string.Join(", ", op.Inputs)}){Attributes(op)} -> {string.Join("; ", op.Outputs.Select(o => Describe(graph[o])))}");
        foreach (var id in graph.Outputs)
            Line(text, $"  output {id}");
        return text.ToString();
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    private static string Describe(Tensor tensor) => $"{tensor}{Describe(tensor.Quantization)}";

    private static string Describe(QuantizationParameters? quantization) => quantization switch
    {
        null => "",
        { IsPerChannel: true } q => string.Create(CultureInfo.InvariantCulture, $" q({q.Scales.Length} channels of axis {q.Axis}, from {q.Scale:R} {q.ZeroPoint})"),
        var q => string.Create(CultureInfo.InvariantCulture, $" q({q.Scale:R} {q.ZeroPoint})"),
    };

    private static string Attributes(Operator op) => op switch
    {
        Conv2D o => Window(null, o.Stride, o.Dilation, o.Padding) + Product(o.ScaleProduct) + Fused(o.Activation),
        DepthwiseConv2D o => Window(null, o.Stride, o.Dilation, o.Padding)
            + (o.DepthMultiplier == 1 ? "" : $" multiplier {o.DepthMultiplier}") + Product(o.ScaleProduct) + Fused(o.Activation),
        FullyConnected o => Fused(o.Activation),
        Mul o => Product(o.ScaleProduct) + Fused(o.Activation),
        BinaryOperator o => Fused(o.Activation),
        AveragePool2D o => Window(o.Window, o.Stride, Size2D.One, o.Padding) + Fused(o.Activation),
        MaxPool2D o => Window(o.Window, o.Stride, Size2D.One, o.Padding) + Fused(o.Activation),
        Mean o => $" axes {string.Join(',', o.Axes)}",
        Softmax o => string.Create(CultureInfo.InvariantCulture, $" beta {o.Beta:R}"),
        Concatenation o => $" axis {o.Axis}",
        Pad o => $" before {string.Join(',', o.Before)} after {string.Join(',', o.After)} value {o.Value}",
        Transpose o => $" permutation {string.Join(',', o.Permutation)}",
        Reshape or Quantize or Dequantize or Relu => "",
        _ => throw new InvalidOperationException($"{op} cannot be printed"),
    };

    private static string Window(Size2D? window, Size2D stride, Size2D dilation, Padding2D padding) =>
        (window is { } w ? $" window {w.Height}x{w.Width}" : "")
        + $" stride {stride.Height}x{stride.Width}"
        + (dilation.IsOne ? "" : $" dilation {dilation.Height}x{dilation.Width}")
        + (padding.IsZero ? "" : $" padding {padding.Top},{padding.Bottom},{padding.Left},{padding.Right}");

    private static string Product(ScaleProduct product) => product == ScaleProduct.Float64 ? "" : " scales multiplied in float32";

    private static string Fused(Activation activation) => activation == Activation.None ? "" : $" then {activation}";
}
