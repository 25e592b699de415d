using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Lowering;

/// <summary>Small graphs made by hand, and their lowering one operator at a time.</summary>
internal static class TestGraphs
{
    public static readonly QuantizationParameters Plain = QuantizationParameters.PerTensor(0.5f, 0);

    public static Target Host => TargetCatalog.Find("host").Sound();

    public static TensorId Int8(this GraphBuilder graph, params ImmutableArray<int> dimensions) =>
        graph.Tensor("t", new Shape(dimensions), ElementType.Int8, Plain);

    public static TensorId Int8Input(this GraphBuilder graph, params ImmutableArray<int> dimensions) =>
        graph.Input("in", new Shape(dimensions), ElementType.Int8, Plain);

    public static TensorId Weights(this GraphBuilder graph, params ImmutableArray<int> dimensions)
    {
        var shape = new Shape(dimensions);
        return graph.Constant("w", shape, ElementType.Int8, Plain, Enumerable.Range(0, shape.ElementCount)
            .Select(i => (byte)(i % 256)).ToArray());
    }

    public static TensorId Reshape(this GraphBuilder graph, TensorId input, params ImmutableArray<int> dimensions)
    {
        var output = graph.Int8(dimensions);
        return graph.Add(id => new Reshape(id, [input], [output], "RESHAPE"));
    }

    public static TensorId Relu(this GraphBuilder graph, TensorId input)
    {
        var output = graph.Tensor("relu", graph[input].Shape, ElementType.Int8, Plain);
        return graph.Add(id => new Relu(id, [input], [output], Activation.Relu));
    }

    public static TensorId AddOf(this GraphBuilder graph, TensorId left, TensorId right)
    {
        var output = graph.Tensor("sum", graph[left].Shape, ElementType.Int8, Plain);
        return graph.Add(id => new Add(id, [left, right], [output], Activation.None));
    }

    /// <summary>SAME padding for odd windows.</summary>
    public static TensorId Conv(this GraphBuilder graph, TensorId input, int channels, int height, int width, int stride = 1)
    {
        var shape = graph[input].Shape;
        var filter = graph.Weights(channels, height, width, shape.Channels);
        var output = graph.Int8(shape.Batch, (shape.Height + stride - 1) / stride, (shape.Width + stride - 1) / stride, channels);
        var padding = new Padding2D(height / 2, height / 2, width / 2, width / 2);
        return graph.Add(id => new Conv2D(id, [input, filter], [output], new Size2D(stride, stride), Size2D.One, padding, Activation.None));
    }

    public static KernelProgram Lower(Graph graph, KernelSet kernels = KernelSet.Portable, Target? target = null)
    {
        var outcome = TryLower(graph, kernels, target);
        return outcome.Sound();
    }

    public static Outcome<KernelProgram> TryLower(Graph graph, KernelSet kernels = KernelSet.Portable, Target? target = null) =>
        KernelLowering.Lower(new Schedule(graph, [.. graph.Operators.Select(o => new LayerStep(o))]), target ?? Host, kernels);
}
