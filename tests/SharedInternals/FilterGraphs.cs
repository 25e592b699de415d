using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Filters at the limits of what kernels can pack: sums near 2^16, 2^24, 2^30, factors of nearly a half, a quarter, one and
/// nothing, weights of -128 and 127, channels of one value, windows at the most taps.</summary>
internal static class FilterGraphs
{
    /// <summary>A pure function of the seed; every result is an output.</summary>
    public static Graph Extreme(ulong seed)
    {
        var random = new TestRandom(seed ^ 0x45585452);
        var graph = new RandomGraphBuilder($"extreme_{seed}", random);
        for (var image = 0; image < 5; image++)
        {
            var channels = random.Pick(1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33);
            var input = graph.Input(
                new Shape(random.Chance(0.2) ? 2 : 1, random.Int(3, 7), random.Int(3, 9), channels), ElementType.Int8,
                QuantizationParameters.PerTensor(1, random.Pick(-128, -128, 127, 0, random.Int(-128, 127))));
            for (var i = 0; i < 5; i++)
                graph.Output(Depthwise(graph, random, input));
            for (var i = 0; i < 5; i++)
                graph.Output(Convolution(graph, random, input));
            graph.Output(FullyConnected(graph, random));
        }

        return graph.Build();
    }

    /// <summary>As many channels and taps as kernels take, and one more.</summary>
    public static Graph Largest()
    {
        var random = new TestRandom(7);
        var graph = new RandomGraphBuilder("largest", random);
        foreach (var outputs in new[] { 21844, 21845, 65535, 65536 })
            AddConvolution(new Shape(1, 1, 1, 1), new Shape(outputs, 1, 1, 1));
        foreach (var taps in new[] { 2048, 2049, 4096, 4097 })
            AddConvolution(new Shape(1, 1, 4, taps), new Shape(1, 1, 1, taps));
        foreach (var rows in new[] { 64, 65 })
            AddConvolution(new Shape(1, rows, 1, 2), new Shape(2, rows, 1, 2));
        foreach (var channels in new[] { 7, 8, 8191, 8192 })
            AddDepthwise(new Shape(1, 3, 4, channels), new Shape(1, 3, 3, channels));
        foreach (var columns in new[] { 7, 8 })
            AddDepthwise(new Shape(1, 7, columns, 2), new Shape(1, 7, columns, 2));
        foreach (var width in new[] { 32767, 32768 })
            AddDepthwise(new Shape(1, 3, width, 2), new Shape(1, 3, 3, 2));
        foreach (var (width, channels) in new[] { (8190, 8), (8191, 8), (4368, 15) })
        {
            for (var i = 0; i < 3; i++)
                AddDepthwise(new Shape(1, 4, width, channels), new Shape(1, 3, 3, channels));
        }

        AddDepthwise(new Shape(1, 5, 67, 9), new Shape(1, 3, 3, 9), stride: 2);
        return graph.Build();

        void AddConvolution(Shape input, Shape filter) => graph.Output(Add(
            graph, random, graph.Input(input, ElementType.Int8, QuantizationParameters.PerTensor(1, 0)),
            new Shape(1, input.Height - filter[1] + 1, input.Width - filter[2] + 1, filter[0]), filter, axis: 0, hasZeroPoint: false,
            (id, inputs, results) => new Conv2D(id, inputs, results, Size2D.One, Size2D.One, default, Activation.None)));

        void AddDepthwise(Shape input, Shape filter, int stride = 1) => graph.Output(Add(
            graph, random, graph.Input(input, ElementType.Int8, QuantizationParameters.PerTensor(1, 0)),
            new Shape(1, ((input.Height - filter[1]) / stride) + 1, ((input.Width - filter[2]) / stride) + 1, filter[3]), filter, axis: 3,
            hasZeroPoint: false, (id, inputs, results) => new DepthwiseConv2D(
                id, inputs, results, new Size2D(stride, stride), Size2D.One, default, DepthMultiplier: 1, Activation.None)));
    }

    /// <summary>Depthwise filters, each at one limit: products halfway between two results, which only small sums reach; sums which a
    /// shift to the left carries to 2^30; sizes at the most that 16 bits hold.</summary>
    public static Graph Edges()
    {
        var graph = new RandomGraphBuilder("edges", new TestRandom(0));
        foreach (var scale in new[] { 0.25f, 0.375f })
        {
            foreach (var (zeroPoint, weight) in new[] { (0, 1), (0, 0), (-5, -5), (-5, -4) })
                Add(scale, zeroPoint, [.. Enumerable.Repeat(unchecked((byte)weight), 9)]);
            Add(scale, 0, [1, 0, 0, 0, 0, 0, 0, 0, 0]);
        }

        for (var shift = 19; shift <= 23; shift++)
            Add(1 << shift, 0, [1, 0, 0, 0, 0, 0, 0, 0, 0], inputZeroPoint: -128);
        foreach (var beside in new[] { -1, 0, 1 })
        {
            AddUpTo((1 << 23) + beside);
            AddUpTo(-(1 << 23) + beside);
        }

        foreach (var most in new[] { short.MaxValue, short.MaxValue + 1 })
        {
            AddOfSize(new Shape(1, 4, 4, 4), new Size2D(most, 1), default);
            AddOfSize(new Shape(1, 4, 4, 4), new Size2D(short.MaxValue, 1), new Padding2D(most, 0, 0, 0));
            AddOfSize(new Shape(1, 3, 4, 4), new Size2D(1, 2), new Padding2D(0, 0, most, 0));
            AddOfSize(new Shape(1, 3, short.MaxValue, 4), Size2D.One, new Padding2D(0, 0, 0, most + 2 - short.MaxValue));
        }

        return graph.Build();

        // Two channels, of which the second's largest or least sum is the limit.
        void AddUpTo(int limit)
        {
            const float Scale = 1e-5f;
            var filter = new Shape(2, 3, 3, 16);
            var reach = filter.ElementCount / 2 * sbyte.MaxValue;
            var weights = new byte[filter.ElementCount];
            Array.Fill(weights, (byte)sbyte.MaxValue);
            var scales = QuantizationParameters.PerTensor(Scale, 0);
            var inputs = ImmutableArray.Create(
                graph.Input(new Shape(1, 4, 4, 16), ElementType.Int8, QuantizationParameters.PerTensor(1, 0)),
                graph.Weights(filter, scales, weights),
                graph.Bias([0, limit > 0 ? limit - (reach * sbyte.MaxValue) : limit - (reach * sbyte.MinValue)], scales));
            graph.Output(graph.Add(
                new Shape(1, 2, 2, 2), QuantizationParameters.PerTensor(1, limit > 0 ? -128 : 0), (id, results) => new Conv2D(
                    id, inputs, results, Size2D.One, Size2D.One, default, Activation.None)));
        }

        void AddOfSize(Shape input, Size2D stride, Padding2D padding) =>
            Add(0.01f, 0, [1, 2, 3, 4, 5, 6, 7, 8, 9], input, stride, padding);

        void Add(
            float scale, int zeroPoint, byte[] taps, Shape? shape = null, Size2D? stride = null, Padding2D padding = default,
            int inputZeroPoint = 0)
        {
            var (input, step) = (shape ?? new Shape(1, 4, 4, 4), stride ?? Size2D.One);
            var inputs = ImmutableArray.Create(
                graph.Input(input, ElementType.Int8, QuantizationParameters.PerTensor(1, inputZeroPoint)),
                graph.Weights(
                    new Shape(1, 3, 3, input.Channels), QuantizationParameters.PerTensor(scale, zeroPoint),
                    [.. taps.SelectMany(t => Enumerable.Repeat(t, input.Channels))]));
            var output = new Shape(
                1, ((input.Height + padding.Top + padding.Bottom - 3) / step.Height) + 1,
                ((input.Width + padding.Left + padding.Right - 3) / step.Width) + 1, input.Channels);
            graph.Output(graph.Add(
                output, QuantizationParameters.PerTensor(1, -128), (id, results) => new DepthwiseConv2D(
                    id, inputs, results, step, Size2D.One, padding, DepthMultiplier: 1, Activation.None)));
        }
    }

    private static TensorId Convolution(RandomGraphBuilder graph, TestRandom random, TensorId input)
    {
        var shape = graph.ShapeOf(input);
        var (height, width) = (random.Pick(1, 1, 3), random.Pick(1, 1, 2, 3));
        var stride = random.Pick(1, 1, 2);
        var outputs = random.Pick(1, 2, 3, 4, 5, 6, 8, 16, 18);
        var result = new Shape(
            shape.Batch, ((shape.Height - height) / stride) + 1, ((shape.Width - width) / stride) + 1, outputs);
        return Add(
            graph, random, input, result, new Shape(outputs, height, width, shape.Channels), axis: 0, random.Chance(0.25),
            (id, inputs, results) => new Conv2D(
                id, inputs, results, new Size2D(stride, stride), Size2D.One, default,
                random.Chance(0.8) ? Activation.None : Activation.Relu6));
    }

    private static TensorId Depthwise(RandomGraphBuilder graph, TestRandom random, TensorId input)
    {
        var shape = graph.ShapeOf(input);
        var (size, multiplier) = (random.Pick(3, 3, 3, 3, 7, 8), random.Chance(shape.Channels == 1 ? 0.5 : 0.85) ? 1 : random.Pick(2, 3));
        var stride = random.Pick(1, 1, 2, 3);
        // Also windows that lie beside the input.
        var pad = random.Chance(0.6)
            ? new Padding2D(size / 2, size / 2, size / 2, size / 2)
            : new Padding2D(random.Int(0, 4), random.Int(size - 3, size + 1), random.Int(0, 4), random.Int(size - 3, size + 1));
        var result = new Shape(
            shape.Batch, ((shape.Height + pad.Top + pad.Bottom - size) / stride) + 1,
            ((shape.Width + pad.Left + pad.Right - size) / stride) + 1, shape.Channels * multiplier);
        return Add(
            graph, random, input, result, new Shape(1, size, size, result.Channels), axis: 3, random.Chance(0.3),
            (id, inputs, results) => new DepthwiseConv2D(
                id, inputs, results, new Size2D(stride, stride), Size2D.One, pad, multiplier,
                random.Chance(0.8) ? Activation.None : Activation.Relu6));
    }

    private static TensorId FullyConnected(RandomGraphBuilder graph, TestRandom random)
    {
        var (rows, features, outputs) = (random.Pick(1, 1, 2, 3), random.Pick(1, 3, 7, 16, 2048, 2049, 4097), random.Pick(1, 3, 4, 6, 9));
        var input = graph.Input(
            new Shape(rows, features), ElementType.Int8, QuantizationParameters.PerTensor(1, random.Int(-128, 127)));
        return Add(
            graph, random, input, new Shape(rows, outputs), new Shape(outputs, features), axis: 0, random.Chance(0.5),
            (id, inputs, results) => new FullyConnected(id, inputs, results, KeepDimensions: false, Activation.None));
    }

    private static TensorId Add(
        RandomGraphBuilder graph,
        TestRandom random,
        TensorId input,
        Shape result,
        Shape filter,
        int axis,
        bool hasZeroPoint,
        Func<OperatorId, ImmutableArray<TensorId>, ImmutableArray<TensorId>, Operator> make)
    {
        var channels = filter[axis];
        var steepness = random.Pick(0, 0, 1, 2);
        var scales = Enumerable.Range(0, hasZeroPoint ? 1 : channels).Select(_ => Factor(random, steepness)).ToImmutableArray();
        var zeroPoint = hasZeroPoint ? random.Pick(-128, -128, 127, 3, -5) : 0;
        var quantization = hasZeroPoint
            ? QuantizationParameters.PerTensor(scales[0], zeroPoint)
            : new QuantizationParameters(scales, [.. new int[channels]], axis);
        var (least, most) = random.Pick((-128, 127), (-127, 127), (-128, 127), (-8, 7), (-9, 7), (-1, 1), (120, 127));
        var weights = new byte[filter.ElementCount];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = unchecked((byte)random.Int(least, most));
        if (random.Chance(0.1))
        {
            // Together they reach one beyond 16 bits, one beyond only below, or exactly both ends.
            var four = random.Pick<byte[]>([3, 0x81, 0x80, 0], [3, 127, 0x81, 0], [127, 2, 0x80, 0]);
            for (var i = 0; i < weights.Length; i++)
                weights[i] = four[i % four.Length];
        }

        var inputs = ImmutableArray.Create(input, graph.Weights(filter, quantization, weights));
        if (random.Chance(0.85))
        {
            var near = random.Chance(0.6) ? Limit.Any(random) : null;
            var zero = graph.QuantizationOf(input).ZeroPoint;
            var ofChannels = weights.Select((w, i) => (Channel: ChannelOf(i), Weight: unchecked((sbyte)w) - zeroPoint))
                .ToLookup(w => w.Channel, w => w.Weight);
            var biases = Enumerable.Range(0, channels)
                .Select(c => near?.Bias([.. ofChannels[c]], zero) ?? random.Int(-90000, 90000));
            inputs = inputs.Add(graph.Bias([.. biases], new QuantizationParameters(scales, [.. new int[scales.Length]])));
        }

        int ChannelOf(int i) => axis == 0 ? i / (weights.Length / channels) : i % channels;

        return graph.Add(
            result, QuantizationParameters.PerTensor(1, random.Pick(-128, -128, -128, 0, 127)), (id, results) => make(id, inputs, results));
    }

    /// <summary>Input and output have the scale 1: the weights' is the factor.</summary>
    /// <param name="steepness">0 for less than a quarter, 1 for less than a half, 2 for any: which only some kernels take.</param>
    private static float Factor(TestRandom random, int steepness) => random.Int(6 - (3 * steepness), 11) switch
    {
        0 => 0.5f,
        1 => 1.5f,
        2 => 0.75f,
        3 => 0.499f,
        4 => 0.25f,
        5 => 0.375f,
        6 => 1e-12f,
        7 => 0.2499f,
        8 => 3e-10f,
        _ => (float)Math.Exp(random.Double(Math.Log(1e-6), Math.Log(0.25))),
    };

    /// <summary>To which or next to which the largest or smallest sum of every channel comes, or what is known to be no less.</summary>
    private sealed record Limit(int Kind, int Value, int Beside)
    {
        public static Limit Any(TestRandom random) =>
            new(random.Int(0, 3), random.Pick(1 << 15, 1 << 23, 1 << 29, 1 << 30), random.Int(-1, 1));

        public int Bias(int[] weights, int inputZeroPoint)
        {
            var folded = -inputZeroPoint * weights.Sum();
            var most = weights.Sum(w => w * (w > 0 ? sbyte.MaxValue : sbyte.MinValue)) + folded;
            var least = weights.Sum(w => w * (w > 0 ? sbyte.MinValue : sbyte.MaxValue)) + folded;
            var reach = weights.Sum(Math.Abs) * Math.Max(sbyte.MaxValue - inputZeroPoint, inputZeroPoint - sbyte.MinValue);
            return Kind switch
            {
                0 => Value - most + Beside,
                1 => -Value - least + Beside,
                2 => Value - reach + Beside,
                _ => reach - Value + Beside,
            };
        }
    }
}
