using System.Buffers.Binary;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Passes;

/// <summary>Networks in which some channels are dead (no weights) and some blind (no reader weights them).</summary>
internal sealed class SparseNetwork(ulong seed)
{
    // The zero point of an activation is what its ReLU gives for nothing.
    private static readonly QuantizationParameters Q = QuantizationParameters.PerTensor(0.05f, -128);

    private readonly GraphBuilder _graph = new("test");
    private readonly DeterministicRandom _random = new(seed);

    /// <summary>Of dead channels; with 0 they have the zero point.</summary>
    public int DeadBias { get; init; }

    public TensorId FirstInput { get; private set; }

    public TensorId Input(int height, int width, int channels) =>
        FirstInput = _graph.Input("input", new Shape(1, height, width, channels), ElementType.Int8, Q);

    public TensorId Convolution(TensorId input, int channels, int kernel, int[]? dead = null, int[]? blind = null, int padding = 0)
    {
        var shape = _graph[input].Shape;
        var filter = Filter(
            new Shape(channels, kernel, kernel, shape.Channels),
            (i, o) => dead?.Contains(o) == true || blind?.Contains(i % shape.Channels) == true,
            i => i / (kernel * kernel * shape.Channels));
        var bias = Bias(channels, dead ?? []);
        return Add(
            [1, shape.Height + (2 * padding) - kernel + 1, shape.Width + (2 * padding) - kernel + 1, channels],
            (id, o) =>
                new Conv2D(id, [input, filter, bias], [o], Size2D.One, Size2D.One, new(padding, padding, padding, padding),
                    Activation.Relu));
    }

    public TensorId Depthwise(TensorId input, int kernel, int padding, int[]? dead = null, int multiplier = 1)
    {
        var shape = _graph[input].Shape;
        var channels = shape.Channels * multiplier;
        var filter = Filter(new Shape(1, kernel, kernel, channels), (_, o) => dead?.Contains(o) == true, i => i % channels);
        var bias = Bias(channels, dead ?? []);
        return Add(
            [1, shape.Height + (2 * padding) - kernel + 1, shape.Width + (2 * padding) - kernel + 1, channels],
            (id, o) => new DepthwiseConv2D(
                id, [input, filter, bias], [o], Size2D.One, Size2D.One, new(padding, padding, padding, padding),
                multiplier, Activation.Relu));
    }

    public TensorId Sum(TensorId left, TensorId right) =>
        Add([.. _graph[left].Shape.Dimensions], (id, o) => new Add(id, [left, right], [o], Activation.None));

    public TensorId Pool(TensorId input) => Add(
        [.. _graph[input].Shape.Dimensions[..1], _graph[input].Shape.Height - 1, _graph[input].Shape.Width - 1,
            _graph[input].Shape.Channels],
        (id, o) => new MaxPool2D(id, [input], [o], new Size2D(2, 2), Size2D.One, default, Activation.None));

    public TensorId Concatenation(TensorId left, TensorId right) => Add(
        [.. _graph[left].Shape.Dimensions[..^1], _graph[left].Shape.Channels + _graph[right].Shape.Channels],
        (id, o) => new Concatenation(id, [left, right], [o], 3));

    public TensorId Flat(TensorId input) => Add([1, _graph[input].Shape.ElementCount], (id, o) => new Reshape(id, [input], [o], "RESHAPE"));

    public TensorId Mean(TensorId input) => Add([1, _graph[input].Shape.Channels], (id, o) => new Mean(id, [input], [o], [1, 2]));

    public TensorId Classifier(TensorId input, int classes)
    {
        var filter = Filter(new Shape(classes, _graph[input].Shape.Channels), (_, _) => false, i => i / _graph[input].Shape.Channels);
        return Add([1, classes], (id, o) => new FullyConnected(id, [input, filter], [o], false, Activation.None));
    }

    public Graph Build(TensorId output)
    {
        _graph.Output(output);
        return _graph.Build();
    }

    public static Graph Random(ulong seed)
    {
        var random = new DeterministicRandom(seed);
        var net = new SparseNetwork(seed) { DeadBias = random.NextInt32(0, 2) * random.NextInt32(-9000, 9000) };
        var x = net.Input(random.NextInt32(4, 7), random.NextInt32(4, 7), random.NextInt32(1, 4));
        for (var layer = random.NextInt32(2, 7); layer > 0; layer--)
            x = net.Layer(x, random);
        return random.NextInt32(0, 2) switch
        {
            0 => net.Build(net.Classifier(net.Mean(x), 3)),
            1 => net.Build(net.Classifier(net.Flat(x), 3)),
            _ => net.Build(net.Convolution(x, 2, 1)),
        };
    }

    private TensorId Layer(TensorId x, DeterministicRandom random)
    {
        var shape = _graph[x].Shape;
        var fits = Math.Min(shape.Height, shape.Width) > 2;
        int[] some = [.. Enumerable.Range(0, 24).Where(_ => random.NextInt32(0, 2) == 0)];
        return random.NextInt32(0, 5) switch
        {
            0 => Convolution(x, random.NextInt32(1, 10), 1, dead: some),
            1 => Convolution(x, random.NextInt32(1, 10), 3, blind: some, padding: fits ? random.NextInt32(0, 1) : 1),
            2 when shape.Channels <= 12 => Depthwise(x, 3, fits ? random.NextInt32(0, 1) : 1, some, random.NextInt32(1, 2)),
            3 => Sum(Convolution(x, shape.Channels, 1, dead: some), x),
            4 when shape.Channels <= 12 => Concatenation(Convolution(x, random.NextInt32(1, 6), 1, dead: some), x),
            5 when fits => Pool(x),
            _ => Depthwise(x, 3, 1, some),
        };
    }

    private TensorId Filter(Shape shape, Func<int, int, bool> isZero, Func<int, int> channel)
    {
        var bytes = new byte[shape.ElementCount];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = isZero(i, channel(i)) ? (byte)0 : unchecked((byte)_random.NextInt32(-127, 127));
        return _graph.Constant("filter", shape, ElementType.Int8, QuantizationParameters.PerTensor(0.01f, 0), bytes);
    }

    private TensorId Bias(int channels, int[] dead)
    {
        var bytes = new byte[channels * sizeof(int)];
        for (var c = 0; c < channels; c++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(c * sizeof(int)), dead.Contains(c)
                ? DeadBias
                : _random.NextInt32(-3000, 3000));
        return _graph.Constant("bias", new Shape(channels), ElementType.Int32, QuantizationParameters.PerTensor(0.0005f, 0), bytes);
    }

    private TensorId Add(int[] shape, Func<OperatorId, TensorId, Operator> make)
    {
        var output = _graph.Tensor("tensor", new Shape([.. shape]), ElementType.Int8, Q);
        return _graph.Add(id => make(id, output));
    }
}
