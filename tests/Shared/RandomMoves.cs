using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Operators that take parts of tensors or put them together, and those that say where something is.</summary>
internal sealed class RandomMoves(RandomGraphBuilder graph, TestRandom random)
{
    public static ImmutableArray<string> Kinds { get; } =
        [
        "SLICE", "STRIDED_SLICE", "SPLIT", "SPLIT_V", "UNPACK", "PACK", "ARG_MAX", "ARG_MIN",
        "GATHER", "TILE", "REVERSE_V2", "MIRROR_PAD", "DEPTH_TO_SPACE", "SPACE_TO_DEPTH",
        "SPACE_TO_BATCH_ND", "BATCH_TO_SPACE_ND",
        "SHAPE", "FILL", "BROADCAST_TO", "CAST", "REDUCE_PROD", "ASSIGN_VARIABLE",
        "SVDF", "UNIDIRECTIONAL_SEQUENCE_LSTM", "TFLite_Detection_PostProcess",
    ];

    /// <summary>One operator on inputs of its own; outputs after the first are outputs of the network at once.</summary>
    public TensorId Make(string kind) => kind switch
    {
        "SLICE" or "STRIDED_SLICE" => Slice(kind),
        "SPLIT" or "SPLIT_V" or "UNPACK" => Split(kind),
        "PACK" => Pack(),
        "GATHER" or "TILE" or "REVERSE_V2" or "MIRROR_PAD" or "DEPTH_TO_SPACE" or "SPACE_TO_DEPTH" => Rearranged(kind),
        "SPACE_TO_BATCH_ND" => SpaceToBatch(),
        "BATCH_TO_SPACE_ND" => BatchToSpace(),
        "SHAPE" => ShapeOf(),
        "FILL" or "BROADCAST_TO" => Broadcast(kind),
        "ASSIGN_VARIABLE" => Assign(),
        "TFLite_Detection_PostProcess" => Detections(),
        "SVDF" => Svdf(),
        "UNIDIRECTIONAL_SEQUENCE_LSTM" => SequenceLstm(),
        "CAST" => Cast(),
        "REDUCE_PROD" => ReduceProduct(),
        _ => ArgExtreme(kind),
    };

    private TensorId Slice(string kind)
    {
        // Half of them take parts of pictures, as streams can; rows and columns as often as not.
        var ofPicture = random.Chance(0.5);
        var takesAll = random.Int(0, 3);
        var shape = ofPicture ? new Shape(1, random.Int(1, 7), random.Int(1, 7), random.Int(1, 12)) : AnyShape(5);
        ImmutableArray<(int Begin, int Size, int Step)> ranges =
            [.. shape.Dimensions.Select((d, axis) => ofPicture && axis < takesAll ? (0, d, 1) : Range(d, kind == "STRIDED_SLICE"))];
        var kept = ranges.Where(r => kind == "SLICE" || ofPicture || r.Size != 1 || random.Chance(0.5)).Select(r => r.Size);
        var (input, type) = Input(shape);
        return graph.Add(
            new Shape([.. kept]),
            graph[input].Quantization,
            (id, result) => new Slice(
                id, [input], result, [.. ranges.Select(r => r.Begin)], [.. ranges.Select(r => r.Size)],
                [.. ranges.Select(r => r.Step)], kind),
            type);
    }

    private (int Begin, int Size, int Step) Range(int dimension, bool mayStep)
    {
        var begin = random.Int(0, dimension - 1);
        var step = mayStep ? random.Pick(1, 1, 2, 3, -1, -2) : 1;
        var most = ((step > 0 ? dimension - 1 - begin : begin) / Math.Abs(step)) + 1;
        return (begin, random.Chance(0.5) ? most : random.Int(1, most), step);
    }

    private TensorId Split(string kind)
    {
        var (shape, axis) = OfChannels() ?? Along(AnyShape(4));
        int[] parts = kind == "SPLIT"
            ? [.. Enumerable.Repeat(random.Int(1, 3), random.Int(1, 4))]
            : [.. Enumerable.Range(0, random.Int(1, 5)).Select(_ => kind == "UNPACK" ? 1 : random.Int(1, 4))];
        var (input, type) = Input(new Shape(shape.Dimensions.SetItem(axis, parts.Sum())));
        var outputs = graph.AddMany(
            [.. parts.Select(p => new Shape(kind == "UNPACK" ? shape.Dimensions.RemoveAt(axis) : shape.Dimensions.SetItem(axis, p)))],
            graph[input].Quantization,
            (id, results) => new Split(id, [input], results, axis, kind),
            type);
        foreach (var output in outputs.Skip(1))
            graph.Output(output);
        return outputs[0];
    }

    private TensorId Rearranged(string kind)
    {
        // Half of them are pictures, as streams take them.
        var block = random.Int(1, 3);
        var shape = kind is "DEPTH_TO_SPACE" or "SPACE_TO_DEPTH" || random.Chance(0.5)
            ? new Shape(1, block * random.Int(1, 4), block * random.Int(1, 4), block * block * random.Int(1, 4))
            : AnyShape(4);
        var (input, type) = Input(shape);
        TensorId Add(IEnumerable<int> dimensions, Func<OperatorId, ImmutableArray<TensorId>, Operator> make) =>
            graph.Add(new Shape([.. dimensions]), graph[input].Quantization, make, type);
        switch (kind)
        {
            case "GATHER":
                var axis = random.Chance(0.5) ? shape.Rank - 1 : random.Int(0, shape.Rank - 1);
                ImmutableArray<int> indices = [.. Enumerable.Range(0, random.Int(1, 9)).Select(_ => random.Int(0, shape[axis] - 1))];
                return Add(shape.Dimensions.SetItem(axis, indices.Length), (id, result) => new Gather(id, [input], result, axis, indices));
            case "TILE":
                ImmutableArray<int> multiples = [.. shape.Dimensions.Select(_ => random.Chance(0.5) ? 1 : random.Int(2, 3))];
                return Add(shape.Dimensions.Zip(multiples, (d, m) => d * m), (id, result) => new Tile(id, [input], result, multiples));
            case "REVERSE_V2":
                ImmutableArray<int> axes = [.. Enumerable.Range(0, shape.Rank).Where(_ => random.Chance(0.5))];
                return Add(shape.Dimensions, (id, result) => new Reverse(id, [input], result, axes));
            case "MIRROR_PAD":
                var isSymmetric = random.Chance(0.5);
                ImmutableArray<int> Amounts() => [.. shape.Dimensions.Select(d => random.Int(0, isSymmetric ? d : d - 1))];
                var (before, after) = (Amounts(), Amounts());
                return Add(
                    shape.Dimensions.Select((d, i) => before[i] + d + after[i]), (id, result) =>
                        new MirrorPad(id, [input], result, before, after, isSymmetric));
            case "DEPTH_TO_SPACE":
                return Add(
                    [1, shape.Height * block, shape.Width * block, shape.Channels / (block * block)],
                    (id, result) => new DepthToSpace(id, [input], result, block));
            default:
                return Add(
                    [1, shape.Height / block, shape.Width / block, shape.Channels * block * block],
                    (id, result) => new SpaceToDepth(id, [input], result, block));
        }
    }

    private TensorId SpaceToBatch()
    {
        var (block, border) = (new Size2D(random.Int(1, 3), random.Int(1, 3)), new Padding2D(random.Int(0, 2), 0, random.Int(0, 2), 0));
        var shape = new Shape(random.Int(1, 2), random.Int(1, 8), random.Int(1, 8), random.Int(1, 5));
        var isSequence = random.Chance(0.3);
        if (isSequence)
        {
            (block, border) = (block with { Width = 1 }, border with { Left = 0 });
            shape = new Shape(shape.Batch, shape.Height, 1, shape.Channels);
        }

        border = border with
        {
            Bottom = (block.Height - ((shape.Height + border.Top) % block.Height)) % block.Height,
            Right = (block.Width - ((shape.Width + border.Left) % block.Width)) % block.Width,
        };
        var input = graph.Input(isSequence ? Sequence(shape) : shape);
        var output = new Shape(
            shape.Batch * block.Height * block.Width,
            (shape.Height + border.Top + border.Bottom) / block.Height,
            (shape.Width + border.Left + border.Right) / block.Width,
            shape.Channels);
        return graph.Add(
            isSequence ? Sequence(output) : output, graph.QuantizationOf(input), (id, result) =>
                new SpaceToBatch(id, [input], result, block, border, random.Int(-128, 127)));
    }

    /// <summary>Images one pixel wide without that.</summary>
    private static Shape Sequence(Shape images) => new(images.Batch, images.Height, images.Channels);

    private TensorId BatchToSpace()
    {
        var (block, images) = (new Size2D(random.Int(1, 3), random.Int(1, 3)), random.Int(1, 2));
        var isSequence = random.Chance(0.3);
        if (isSequence)
            block = block with { Width = 1 };
        var shape = new Shape(
            images * block.Height * block.Width, random.Int(1, 5), isSequence ? 1 : random.Int(1, 5), random.Int(1, 5));
        int Cut(int side) => random.Int(0, Math.Min(2, (side - 1) / 2));
        var (height, width) = (shape.Height * block.Height, shape.Width * block.Width);
        var crop = new Padding2D(Cut(height), Cut(height), Cut(width), Cut(width));
        var (input, type) = Input(isSequence ? Sequence(shape) : shape);
        var output = new Shape(images, height - crop.Top - crop.Bottom, width - crop.Left - crop.Right, shape.Channels);
        return graph.Add(
            isSequence ? Sequence(output) : output,
            graph[input].Quantization,
            (id, result) => new BatchToSpace(id, [input], result, block, crop),
            type);
    }

    private TensorId Pack()
    {
        var shape = AnyShape(4);
        var axis = random.Int(0, shape.Rank);
        var (first, type) = Input(shape);
        ImmutableArray<TensorId> inputs =
            [first, .. Enumerable.Range(0, random.Int(0, 3)).Select(_ => graph.Input(shape, type, graph[first].Quantization))];
        return graph.Add(
            new Shape(shape.Dimensions.Insert(axis, inputs.Length)), graph[first].Quantization, (id, result) =>
                new Pack(id, inputs, result, axis), type);
    }

    private TensorId ArgExtreme(string kind)
    {
        var (shape, axis) = OfChannels() ?? Along(AnyShape(4));
        var input = graph.Input(shape);
        return graph.Add(
            new Shape(random.Chance(0.2) ? shape.Dimensions.SetItem(axis, 1) : shape.Dimensions.RemoveAt(axis)),
            null,
            (id, result) => new ArgExtreme(id, [input], result, axis, kind),
            random.Pick(ElementType.Int32, ElementType.Int64));
    }

    /// <summary>A picture and its channels, as streams take them: half of the time.</summary>
    private (Shape Shape, int Axis)? OfChannels() => random.Chance(0.5)
        ? (new Shape(1, random.Int(1, 7), random.Int(1, 7), random.Int(1, 12)), 3)
        : null;

    private (Shape Shape, int Axis) Along(Shape shape) => (shape, random.Int(0, shape.Rank - 1));

    private TensorId ShapeOf()
    {
        var shape = AnyShape(6);
        var input = graph.Input(shape);
        var type = random.Pick(ElementType.Int32, ElementType.Int64);
        return graph.Add(new Shape(shape.Rank), null, (id, result) => new ShapeOf(id, [input], result), type);
    }

    private TensorId Broadcast(string kind)
    {
        var shape = AnyShape(5);
        var narrow = shape.Dimensions.Skip(random.Int(0, shape.Rank - 1)).Select(d => random.Chance(0.4) ? 1 : d);
        var (input, type) = Input(kind == "FILL" ? new Shape() : new Shape([.. narrow]));
        return graph.Add(shape, graph[input].Quantization, (id, result) => new Broadcast(id, [input], result, kind), type);
    }

    /// <summary>A state that takes the input; what it had before is the output.</summary>
    private TensorId Assign()
    {
        var input = graph.Input(AnyShape(4));
        return graph.State(graph[input], (id, result) => new AssignVariable(id, [input], result));
    }

    private TensorId Detections()
    {
        var (boxes, classes) = (random.Int(1, 40), random.Int(1, 4));
        var type = random.Pick(ElementType.Float32, ElementType.Int8);
        ImmutableArray<TensorId> inputs =
        [
            graph.Input(new Shape(1, boxes, 4), type, QuantizationParameters.PerTensor(0.03f, 5)),
            graph.Input(new Shape(1, boxes, classes + random.Int(0, 1)), type, QuantizationParameters.PerTensor(1f / 256, -128)),
            graph.Reals(new Shape(boxes, 4), 0.1, 0.6),
        ];
        var (most, perBox, isRegular) = (random.Int(1, 12), random.Int(1, 2), random.Chance(0.5));
        var slots = most * perBox;
        var outputs = graph.AddMany(
            [new Shape(1, slots, 4), new Shape(1, slots), new Shape(1, slots), new Shape(1)],
            null,
            (id, results) => new DetectionPostProcess(
                id, inputs, results, most, perBox, random.Int(1, 8), classes, isRegular, (float)random.Double(-0.5, 0.6),
                (float)random.Double(0.1, 0.9), 10, 10, 5, 5),
            ElementType.Float32);
        foreach (var output in outputs.Skip(1))
            graph.Output(output);
        return outputs[0];
    }

    private TensorId Svdf()
    {
        var (batches, inputs, units, rank, memory) =
            (random.Int(1, 2), random.Int(1, 9), random.Int(1, 6), random.Int(1, 3), random.Int(1, 8));
        var type = random.Pick(ElementType.Int16, ElementType.Int8);
        var (small, zeroPoint) = type == ElementType.Int16 ? (1f / 4096, 0) : (1f / 32, random.Int(-20, 20));
        var input = graph.Input(new Shape(batches, inputs));
        var features = graph.Weights(new Shape(units * rank, inputs), QuantizationParameters.PerTensor(0.01f, 0));
        var time = graph.Integers(
            new Shape(units * rank, memory), type, QuantizationParameters.PerTensor(type == ElementType.Int16 ? 1f / 32768 : 1f / 128, 0));
        var scale = graph.QuantizationOf(time).Scale * small;
        ImmutableArray<TensorId> bias =
            random.Chance(0.5) ? [graph.Bias(units, 1 / scale, QuantizationParameters.PerTensor(scale, 0))] : [];
        var state =
            new Tensor(default, "", new Shape(batches, units * rank * memory), type, QuantizationParameters.PerTensor(small, zeroPoint));
        return graph.AddWithState(
            state,
            new Shape(batches, units),
            QuantizationParameters.PerTensor(0.05f, random.Int(-128, 20)),
            (id, current, results) => new Svdf(id, [input, features, time, current, .. bias], results, rank));
    }

    private TensorId SequenceLstm()
    {
        var (batches, steps, inputs, units) = (random.Int(1, 3), random.Int(1, 5), random.Int(1, 9), random.Int(1, 8));
        var (isWide, timeMajor) = (random.Chance(0.3), random.Chance(0.3));
        var type = isWide ? ElementType.Int16 : ElementType.Int8;
        QuantizationParameters Values() =>
            QuantizationParameters.PerTensor(isWide ? 1f / 32768 : 1f / 128, isWide ? 0 : random.Int(-20, 20));
        var input = graph.Input(timeMajor ? new Shape(steps, batches, inputs) : new Shape(batches, steps, inputs), type, Values());
        ImmutableArray<TensorId> Weights(int columns) =>
            [.. Enumerable.Range(0, 4).Select(_ => graph.Weights(new Shape(units, columns), QuantizationParameters.PerTensor(0.02f, 0)))];
        ImmutableArray<TensorId> operands =
        [
            input, .. Weights(inputs), .. Weights(units),
            .. Enumerable.Range(0, 4).Select(_ => isWide
                ? graph.Integers(new Shape(units), [.. Enumerable.Range(0, units).Select(_ => (long)random.Double(-2e6, 2e6))])
                : graph.Bias(units, 8000, QuantizationParameters.PerTensor(0.02f / 128, 0))),
        ];
        var hidden = new Tensor(default, "", new Shape(batches, units), type, Values());
        var scale = 1f / random.Pick(2048, 4096, 8192);
        var cell = new Tensor(
            default, "", new Shape(batches, units), ElementType.Int16, QuantizationParameters.PerTensor(scale, 0));
        var clip = random.Chance(0.3) ? 2f : 0;
        return graph.AddWithStates(
            [hidden, cell],
            timeMajor ? new Shape(steps, batches, units) : new Shape(batches, steps, units),
            hidden.RequiredQuantization,
            type,
            (id, states, results) => new SequenceLstm(id, [.. operands, .. states], results, timeMajor, clip));
    }

    private TensorId Cast()
    {
        var shape = AnyShape(4);
        var (input, _) = Input(shape);
        var type = random.Pick(
            ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32, ElementType.Int64,
            ElementType.Float32, ElementType.Bool);
        var quantization = type is ElementType.Int8 or ElementType.UInt8 ? QuantizationParameters.PerTensor(1, 0) : null;
        return graph.Add(shape, quantization, (id, result) => new Cast(id, [input], result), type);
    }

    private TensorId ReduceProduct()
    {
        var shape = AnyShape(4);
        ImmutableArray<int> axes = [.. Enumerable.Range(0, shape.Rank).Where(_ => random.Chance(0.4)).DefaultIfEmpty(0)];
        var keep = random.Chance(0.5);
        var type = random.Pick(ElementType.Int32, ElementType.Int64, ElementType.Float32);
        var input = graph.Input(shape, type);
        var left = shape.Dimensions.Select((d, axis) => (Size: axes.Contains(axis) ? 1 : d, IsKept: keep || !axes.Contains(axis)))
            .Where(d => d.IsKept);
        return graph.Add(new Shape([.. left.Select(d => d.Size)]), null, (id, result) =>
            new ReduceProduct(id, [input], result, axes), type);
    }

    private (TensorId Id, ElementType Type) Input(Shape shape)
    {
        var type =
            random.Pick(ElementType.Int8, ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32, ElementType.Float32);
        return (graph.Input(shape, type), type);
    }

    private Shape AnyShape(int maxRank) => new([.. Enumerable.Range(0, random.Int(1, maxRank)).Select(_ => random.Int(1, 7))]);
}
