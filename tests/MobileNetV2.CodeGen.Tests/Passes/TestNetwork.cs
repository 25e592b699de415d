using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Passes;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Passes;

/// <summary>Short ways to say the graphs that pass tests need: int8 tensors that share one quantization unless told otherwise.</summary>
internal sealed class TestNetwork
{
    public static readonly QuantizationParameters Q = QuantizationParameters.PerTensor(0.05f, -3);
    public static readonly QuantizationParameters OtherQ = QuantizationParameters.PerTensor(0.02f, 5);

    private readonly GraphBuilder _graph = new("test");
    private readonly DeterministicRandom _random = new(7);

    public TensorId Input(params int[] shape) => _graph.Input("input", new Shape([.. shape]), ElementType.Int8, Q);

    public TensorId Input(ElementType type, QuantizationParameters? q, params int[] shape) =>
        _graph.Input("input", new Shape([.. shape]), type, q);

    public TensorId Constant(params int[] shape) =>
        _graph.Constant("constant", new Shape([.. shape]), ElementType.Int8, Q, Bytes(new Shape([.. shape]).ElementCount));

    public TensorId Pad(TensorId input, int[] before, int[] after, int value)
    {
        int[] shape = [.. _graph[input].Shape.Dimensions.Select((d, i) => d + before[i] + after[i])];
        return Add(shape, (id, o) => new Pad(id, [input], [o], [.. before], [.. after], value));
    }

    /// <summary>A 3x3 convolution, stride 1, without padding of its own.</summary>
    public TensorId Convolution(TensorId input, int channels, Activation activation = Activation.None)
    {
        var shape = _graph[input].Shape;
        var filter = _graph.Constant(
            "filter", new Shape(channels, 3, 3, shape.Channels), ElementType.Int8, QuantizationParameters.PerTensor(0.01f, 0),
            Bytes(channels * 9 * shape.Channels));
        return Add(
            [shape.Batch, shape.Height - 2, shape.Width - 2, channels],
            (id, o) => new Conv2D(id, [input, filter], [o], Size2D.One, Size2D.One, default, activation));
    }

    public TensorId Relu(TensorId input, Activation activation, QuantizationParameters? q = null) =>
        Add([.. _graph[input].Shape.Dimensions], (id, o) => new Relu(id, [input], [o], activation), q: q);

    public TensorId Quantize(TensorId input, ElementType type, QuantizationParameters q) =>
        Add([.. _graph[input].Shape.Dimensions], (id, o) => new Quantize(id, [input], [o]), type, q);

    public TensorId Dequantize(TensorId input) =>
        Add([.. _graph[input].Shape.Dimensions], (id, o) => new Dequantize(id, [input], [o]), ElementType.Float32);

    public TensorId Sum(TensorId left, TensorId right) =>
        Add([.. _graph[left].Shape.Dimensions], (id, o) => new Add(id, [left, right], [o], Activation.None));

    /// <summary>Channels of each input, one after the other.</summary>
    public TensorId Join(ImmutableArray<TensorId> inputs)
    {
        var dimensions = _graph[inputs[0]].Shape.Dimensions;
        var channels = inputs.Sum(i => _graph[i].Shape.Channels);
        return Add([.. dimensions.SetItem(3, channels)], (id, o) => new Concatenation(id, inputs, [o], 3));
    }

    public TensorId Reshape(TensorId input, params int[] shape) => Add(shape, (id, o) => new Reshape(id, [input], [o], "RESHAPE"));

    public TensorId Transpose(TensorId input, params int[] permutation) =>
        Add([.. permutation.Select(p => _graph[input].Shape[p])], (id, o) => new Transpose(id, [input], [o], [.. permutation]));

    public TensorId Mean(TensorId input, int[] axes, params int[] shape) => Add(shape, (id, o) => new Mean(id, [input], [o], [.. axes]));

    public ImmutableArray<TensorId> Split(TensorId input, int axis, params int[] parts) =>
        Split("SPLIT_V", input, axis, parts.Select(p => _graph[input].Shape.Dimensions.SetItem(axis, p)));

    public ImmutableArray<TensorId> Unpack(TensorId input, int axis) =>
        Split("UNPACK", input, axis, Enumerable.Repeat(_graph[input].Shape.Dimensions.RemoveAt(axis), _graph[input].Shape[axis]));

    /// <summary>Side by side along a new axis.</summary>
    public TensorId Pack(int axis, params TensorId[] inputs) => Add(
        [.. _graph[inputs[0]].Shape.Dimensions.Insert(axis, inputs.Length)], (id, o) => new Pack(id, [.. inputs], [o], axis));

    /// <summary>One of the axis, which is gone then.</summary>
    public TensorId Take(TensorId input, int axis, int index)
    {
        var dimensions = _graph[input].Shape.Dimensions;
        return Add(
            [.. dimensions.RemoveAt(axis)], (id, o) => new Slice(
                id, [input], [o], [.. dimensions.Select((_, a) => a == axis ? index : 0)], dimensions.SetItem(axis, 1),
                [.. dimensions.Select(_ => 1)], "STRIDED_SLICE"));
    }

    public TensorId Gather(TensorId input, int axis, params int[] indices) => Add(
        [.. _graph[input].Shape.Dimensions.SetItem(axis, indices.Length)],
        (id, o) => new Gather(id, [input], [o], axis, [.. indices]));

    public TensorId ArgMax(TensorId input, int axis)
    {
        var output = _graph.Tensor("place", new Shape(_graph[input].Shape.Dimensions.RemoveAt(axis)), ElementType.Int32, null);
        _graph.Add(id => new ArgExtreme(id, [input], [output], axis, "ARG_MAX"));
        return output;
    }

    public Graph Build(params TensorId[] outputs)
    {
        foreach (var id in outputs)
            _graph.Output(id);
        return _graph.Build();
    }

    /// <summary>Runs one pass (and drops what it left unread); the outputs must keep their ids and, for random inputs,
    /// their bits.</summary>
    public static Graph RunKeepingBits(IPass pass, Graph graph)
    {
        var context = new PassContext(BorderMode.Native);
        var after = new RemoveDead().Run(pass.Run(graph, context), context);
        Assert.Equal(graph.Outputs.AsEnumerable(), after.Outputs);
        KeepsBits(graph, after);
        return after;
    }

    public static void KeepsBits(Graph before, Graph after)
    {
        var random = new DeterministicRandom(11);
        ReadOnlyMemory<byte>[] inputs = [.. before.Inputs.Select(i => Bytes(random, before[i].SizeBytes))];
        var expected = new ReferenceInterpreter(before).Run(inputs);
        var actual = new ReferenceInterpreter(after).Run(inputs);
        Assert.Equal(expected.AsEnumerable(), actual);
    }

    private static ReadOnlyMemory<byte> Bytes(DeterministicRandom random, int count) =>
        Enumerable.Range(0, count).Select(_ => (byte)(random.NextUInt64() >> 56)).ToArray();

    private ImmutableArray<TensorId> Split(string kind, TensorId input, int axis, IEnumerable<ImmutableArray<int>> shapes)
    {
        ImmutableArray<TensorId> outputs = [.. shapes.Select(s => _graph.Tensor("part", new Shape(s), ElementType.Int8, Q))];
        _graph.Add(id => new Split(id, [input], outputs, axis, kind));
        return outputs;
    }

    private TensorId Add(int[] shape, Func<OperatorId, TensorId, Operator> make, ElementType type = ElementType.Int8,
        QuantizationParameters? q = null)
    {
        var output = _graph.Tensor("tensor", new Shape([.. shape]), type, type == ElementType.Float32 ? null : q ?? Q);
        return _graph.Add(id => make(id, output));
    }

    private ReadOnlyMemory<byte> Bytes(int count) => Bytes(_random, count);
}
