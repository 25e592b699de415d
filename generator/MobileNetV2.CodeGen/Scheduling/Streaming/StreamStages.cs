using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>Tells which operators can run row by row, and how they read their input.</summary>
internal static class StreamStages
{
    /// <summary>The stage of <paramref name="op"/>, or null when it needs its whole input at once.</summary>
    public static StreamStage? Of(Graph graph, Operator op)
    {
        var output = graph[op.Output].Shape;
        if (op.Outputs.Length != 1 || output.Rank != 4 || output.Batch != 1)
            return null;
        var activations = op.Inputs.Distinct().Where(i => !graph[i].IsConstant).ToImmutableArray();
        if (activations.IsEmpty || activations.Any(i => graph[i].Shape.Rank != 4 || graph[i].Shape.Batch != 1))
            return null;
        return op switch
        {
            Conv2D conv => Window(graph, op, activations, Extent(graph[conv.Filter].Shape), conv.Stride, conv.Dilation, conv.Padding),
            DepthwiseConv2D conv => Window(graph, op, activations, Extent(graph[conv.Filter].Shape), conv.Stride, conv.Dilation, conv.Padding),
            AveragePool2D pool when IsGlobal(graph, op, pool.Window, pool.Padding) => Global(graph, op, activations),
            AveragePool2D pool => Window(graph, op, activations, pool.Window, pool.Stride, Size2D.One, pool.Padding),
            MaxPool2D pool => Window(graph, op, activations, pool.Window, pool.Stride, Size2D.One, pool.Padding),
            Mean mean when mean.Axes.AsSpan().SequenceEqual([1, 2]) => Global(graph, op, activations),
            Pad pad when pad.Before[0] == 0 && pad.After[0] == 0 && pad.Before[3] == 0 && pad.After[3] == 0 =>
                Window(graph, op, activations, Size2D.One, Size2D.One, Size2D.One, new Padding2D(pad.Before[1], pad.After[1], pad.Before[2], pad.After[2])),
            BinaryOperator when activations.All(i => graph[i].Shape.Equals(output)) && ConstantsBroadcastOverPixels(graph, op) =>
                Elementwise(op, activations, output),
            Concatenation { Axis: 3 } when op.Inputs.All(i => !graph[i].IsConstant) => Elementwise(op, activations, output),
            Relu or Quantize or Dequantize => Elementwise(op, activations, output),
            _ => null,
        };
    }

    private static Size2D Extent(Shape filter) => new(filter.Height, filter.Width);

    private static bool IsGlobal(Graph graph, Operator op, Size2D window, Padding2D padding)
    {
        var input = graph[op.Input].Shape;
        return padding.IsZero && window.Height == input.Height && window.Width == input.Width && graph[op.Output].Shape is { Height: 1, Width: 1 };
    }

    private static bool ConstantsBroadcastOverPixels(Graph graph, Operator op) =>
        op.Inputs.Select(i => graph[i]).Where(t => t.IsConstant)
            .All(t => t.Shape.ElementCount == 1 || t.Shape.ElementCount == t.Shape.Channels && t.Shape.Channels == graph[op.Output].Shape.Channels);

    private static StreamStage Elementwise(Operator op, ImmutableArray<TensorId> inputs, Shape shape) =>
        new(op, inputs, StreamAxis.Elementwise(shape.Height), StreamAxis.Elementwise(shape.Width), false);

    private static StreamStage Global(Graph graph, Operator op, ImmutableArray<TensorId> inputs)
    {
        var input = graph[op.Input].Shape;
        return new(op, inputs, StreamAxis.Elementwise(input.Height), StreamAxis.Elementwise(input.Width), true);
    }

    private static StreamStage Window(
        Graph graph, Operator op, ImmutableArray<TensorId> inputs, Size2D size, Size2D stride, Size2D dilation, Padding2D padding)
    {
        var input = graph[op.Input].Shape;
        var output = graph[op.Output].Shape;
        return new(
            op,
            inputs,
            new StreamAxis(size.Height, stride.Height, dilation.Height, padding.Top, input.Height, output.Height),
            new StreamAxis(size.Width, stride.Width, dilation.Width, padding.Left, input.Width, output.Width),
            false);
    }
}
