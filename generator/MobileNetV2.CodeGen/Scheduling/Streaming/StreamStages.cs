using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>Tells which operators can run row by row, and how they read their input.</summary>
internal static class StreamStages
{
    /// <summary>The stage of a layer's operator; null too when that only leaves parts of its input where they are.</summary>
    public static StreamStage? Of(Graph graph, LayerStep layer) => layer.LeavesPartsInPlace ? null : Of(graph, layer.Operator);

    /// <summary>The stage of <paramref name="op"/>, or null when it needs its whole input at once.</summary>
    public static StreamStage? Of(Graph graph, Operator op)
    {
        if (op.Inputs.Concat(op.Outputs).Any(graph.IsState))
            return null;
        var output = graph[op.Output].Shape;
        if (op.Outputs.Length != 1 || output.Rank != 4 || output.Batch != 1)
            return null;
        var activations = op.Inputs.Distinct().Where(i => !graph[i].IsConstant).ToImmutableArray();
        if (activations.IsEmpty || activations.Any(i => graph[i].Shape.Rank != 4 || graph[i].Shape.Batch != 1))
            return null;
        return OperatorCatalog.Of(op).Rows(graph, op) switch
        {
            RowAccess.WholeTensor => null,
            RowAccess.Elementwise => Elementwise(op, activations, output),
            RowAccess.Window window => Window(graph, op, activations, window),
            RowAccess.Samples samples => Samples(graph, op, activations, samples),
            RowAccess.RowByRow rows => RowByRow(graph, op, activations, rows),
            RowAccess.Sum => Global(graph, op, activations),
            var rows => throw new InvalidOperationException($"no stage for {rows} of {op}"),
        };
    }

    /// <summary>A depthwise convolution that computes the 1x1 convolution before it again for each of its windows, so that only what that
    /// reads is kept in a line; null when the two are not such a pair, or others read what is between them.</summary>
    /// <param name="carries">Whether columns are kept from tile to tile, where tiles share some.</param>
    public static StreamStage? Recomputing(Graph graph, StreamStage expansion, StreamStage depthwise, bool carries) =>
        expansion is { Operator: Conv2D, IsPixelwise: true, Inputs.Length: 1, Expansion: null }
            && depthwise is { Operator: DepthwiseConv2D, IsPixelwise: false, Inputs.Length: 1, Expansion: null }
            && depthwise.Inputs[0] == expansion.Operator.Output
            && !graph.IsOutput(expansion.Operator.Output)
            && graph.ConsumersOf(expansion.Operator.Output).Count() == 1
            && new[] { expansion.Inputs[0], expansion.Operator.Output, depthwise.Operator.Output }
                .All(id => graph[id].Type == ElementType.Int8)
            ? depthwise.Recomputing(expansion, carries)
            : null;

    private static StreamStage Elementwise(Operator op, ImmutableArray<TensorId> inputs, Shape shape) =>
        new(op, inputs, StreamAxis.Elementwise(shape.Height), StreamAxis.Elementwise(shape.Width), false);

    private static StreamStage Global(Graph graph, Operator op, ImmutableArray<TensorId> inputs)
    {
        var input = graph[op.Input].Shape;
        return new(op, inputs, StreamAxis.Elementwise(input.Height), StreamAxis.Elementwise(input.Width), true);
    }

    private static StreamStage Samples(Graph graph, Operator op, ImmutableArray<TensorId> inputs, RowAccess.Samples samples)
    {
        var (input, output) = (graph[op.Input].Shape, graph[op.Output].Shape);
        return new(
            op, inputs, Axis(samples.Rows, input.Height, output.Height), Axis(samples.Columns, input.Width, output.Width),
            Accumulates: false);
    }

    private static StreamStage RowByRow(Graph graph, Operator op, ImmutableArray<TensorId> inputs, RowAccess.RowByRow access)
    {
        var (input, output) = (graph[op.Input].Shape, graph[op.Output].Shape);
        var columns = access.MovesPixels ? StreamAxis.Whole(input.Width, output.Width) : StreamAxis.Elementwise(output.Width);
        return new(op, inputs, Axis(access.Rows, input.Height, output.Height), columns, Accumulates: false) { IsRowByRow = true };
    }

    private static StreamAxis Axis(SampleAxis axis, int input, int output) =>
        new(axis.Size, axis.Stride, 1, -axis.Offset, input, output, axis.Divisor);

    private static StreamStage Window(Graph graph, Operator op, ImmutableArray<TensorId> inputs, RowAccess.Window window)
    {
        var input = graph[op.Input].Shape;
        var output = graph[op.Output].Shape;
        var (size, stride, dilation, padding) = window;
        return new(
            op,
            inputs,
            new StreamAxis(size.Height, stride.Height, dilation.Height, padding.Top, input.Height, output.Height),
            new StreamAxis(size.Width, stride.Width, dilation.Width, padding.Left, input.Width, output.Width),
            false);
    }
}
