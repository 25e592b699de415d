using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Tests.Shared.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Graphs of one operator with everything about it at random.</summary>
internal sealed class RandomSingles(RandomGraphBuilder graph, TestRandom random)
{
    private readonly RandomOperators _operators = new(graph, random);
    private readonly RandomTables _tables = new(graph, random);
    private readonly RandomMoves _moves = new(graph, random);
    private readonly RandomPictures _pictures = new(graph, random);

    public TensorId Make(string kind) => kind switch
    {
        "CONV_2D" => _operators.Convolution(graph.Input(Image())),
        "DEPTHWISE_CONV_2D" => _operators.Depthwise(graph.Input(Image())),
        "FULLY_CONNECTED" => _operators.FullyConnected(graph.Input(AnyShape(1, 4))),
        "ADD" or "SUB" or "MUL" or "DIV" or "SQUARED_DIFFERENCE" or "MAXIMUM" or "MINIMUM" or "PRELU" => Binary(kind),
        "AVERAGE_POOL_2D" or "MAX_POOL_2D" => _operators.Pool(kind, graph.Input(Image())),
        "MEAN" or "SUM" or "REDUCE_MAX" or "REDUCE_MIN" => _operators.Reduce(kind, graph.Input(AnyShape(1, 4))),
        "LOG_SOFTMAX" => _operators.LogSoftmax(graph.Input(AnyShape(1, 4))),
        "L2_NORMALIZATION" => _operators.L2Normalization(graph.Input(AnyShape(1, 4))),
        "SOFTMAX" => _operators.Softmax(random.Chance(0.1) ? FlatRow() : graph.Input(AnyShape(1, 4))),
        "RESIZE_BILINEAR" or "RESIZE_NEAREST_NEIGHBOR" => _operators.Resize(kind, graph.Input(Image())),
        "BATCH_MATMUL" => MatrixProduct(),
        "TRANSPOSE_CONV" => _operators.TransposeConvolution(graph.Input(Image())),
        "RESHAPE" => Reshape(),
        "PAD" => Pad(),
        "CONCATENATION" => Concatenation(),
        "TRANSPOSE" => Transpose(),
        "QUANTIZE" => Quantize(),
        "DEQUANTIZE" => _operators.Dequantize(graph.Input(AnyShape(1, 4), random.Pick(ElementType.Int8, ElementType.UInt8))),
        "RELU" => _operators.Relu(graph.Input(AnyShape(1, 4)), Activation.Relu),
        "RELU6" => _operators.Relu(graph.Input(AnyShape(1, 4)), Activation.Relu6),
        "RELU_N1_TO_1" => _operators.Relu(graph.Input(AnyShape(1, 4)), Activation.ReluN1To1),
        _ when RandomTables.Kinds.Contains(kind) => _tables.Make(kind, graph.Input(AnyShape(1, 4))),
        _ when RandomMoves.Kinds.Contains(kind) => _moves.Make(kind),
        _ when RandomNumbers.Kinds.Contains(kind) => new RandomNumbers(graph, random).Make(kind),
        _ when RandomPictures.Kinds.Contains(kind) => _pictures.Make(kind),
        _ when OperatorCases.Kinds.Contains(kind) => OperatorCases.Of(kind).Draw(graph, random),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>NHWC, from 1x1x1 up; a batch of more than one now and then.</summary>
    private Shape Image() => new(
        random.Chance(0.2) ? random.Int(2, 3) : 1,
        random.Int(1, 13),
        random.Int(1, 13),
        random.Chance(0.2) ? random.Pick(1, 4, 16, 32) : random.Int(1, 21));

    private Shape AnyShape(int minRank, int maxRank) =>
        new([.. Enumerable.Range(0, random.Int(minRank, maxRank)).Select(_ => random.Int(1, 9))]);

    /// <summary>A long row of nearly equal values: the sum of its exponentials is near the limits of softmax.</summary>
    private TensorId FlatRow()
    {
        var scale = (float)random.Double(1e-4, 0.01);
        return graph.Input(new Shape(1, random.Int(400, 1100)), quantization: QuantizationParameters.PerTensor(scale, 0));
    }

    private TensorId Binary(string kind)
    {
        var shape = AnyShape(1, random.Chance(0.2) ? 6 : 4);
        var (leftShape, rightShape) = (shape, shape);
        if (random.Chance(0.6))
        {
            (leftShape, rightShape) = (Narrowed(shape, 0.25), Narrowed(shape, 0.5));
            if (rightShape.Rank == shape.Rank && random.Chance(0.3))
                rightShape = new Shape([.. rightShape.Dimensions.Skip(random.Int(0, shape.Rank))]);
            if (random.Chance(0.5))
                (leftShape, rightShape) = (rightShape, leftShape);
        }

        var constant = random.Int(0, 5);

        // Both choose by their bytes; real networks give them one scale.
        var common = kind is "MAXIMUM" or "MINIMUM" && random.Chance(0.7) ? graph.AnyQuantization() : null;
        var left =
            constant == 0 ? graph.Constant(leftShape, common ?? graph.AnyQuantization()) : graph.Input(leftShape, quantization: common);
        var right =
            constant == 1 ? graph.Constant(rightShape, common ?? graph.AnyQuantization()) : graph.Input(rightShape, quantization: common);
        return _operators.Binary(kind, left, right, Broadcast(leftShape, rightShape));
    }

    private TensorId MatrixProduct()
    {
        var (rows, inner, columns) = (random.Int(1, 8), random.Int(1, 12), random.Int(1, 8));
        var (transposeLeft, transposeRight) = (random.Chance(0.4), random.Chance(0.4));
        var batch = random.Chance(0.4) ? new Shape([]) : AnyShape(1, 2);
        var (leftBatch, rightBatch) = (Narrowed(batch, 0.3), Narrowed(batch, 0.3));
        int[] leftMatrix = transposeLeft ? [inner, rows] : [rows, inner];
        int[] rightMatrix = transposeRight ? [columns, inner] : [inner, columns];
        var left = graph.Input(new Shape([.. leftBatch.Dimensions, .. leftMatrix]));
        var rightShape = new Shape([.. rightBatch.Dimensions, .. rightMatrix]);
        var right = random.Chance(0.3) ? graph.Constant(rightShape, graph.AnyQuantization()) : graph.Input(rightShape);
        return _operators.MatrixProduct(
            left, right, new Shape([.. Broadcast(leftBatch, rightBatch).Dimensions, rows, columns]), transposeLeft, transposeRight);
    }

    private Shape Narrowed(Shape shape, double chance) => new([.. shape.Dimensions.Select(d => random.Chance(chance) ? 1 : d)]);

    private static Shape Broadcast(Shape left, Shape right)
    {
        var rank = Math.Max(left.Rank, right.Rank);
        int At(Shape shape, int axis) => axis < rank - shape.Rank ? 1 : shape[axis - (rank - shape.Rank)];
        return new Shape([.. Enumerable.Range(0, rank).Select(axis => Math.Max(At(left, axis), At(right, axis)))]);
    }

    private TensorId Reshape()
    {
        var shape = AnyShape(1, 4);
        var input = graph.Input(shape);
        return random.Int(0, 2) switch
        {
            0 => _operators.Reshape(input, new Shape(shape.ElementCount)),
            1 => _operators.Reshape(input, new Shape([1, .. shape.Dimensions, 1]), "EXPAND_DIMS"),
            _ => _operators.Reshape(input, new Shape([.. shape.Dimensions.Where(d => d != 1)]), "SQUEEZE"),
        };
    }

    private TensorId Pad()
    {
        var shape = AnyShape(1, 5);
        ImmutableArray<int> Amounts() => [.. shape.Dimensions.Select(_ => random.Int(0, 2))];
        return _operators.Pad(graph.Input(shape), Amounts(), Amounts());
    }

    private TensorId Concatenation()
    {
        var shape = AnyShape(1, 4);
        var axis = random.Int(0, shape.Rank - 1);
        var quantization = graph.AnyQuantization();
        var mixed = random.Chance(0.25);
        return _operators.Concatenation(
            [.. Enumerable.Range(0, random.Int(1, 4)).Select(_ => graph.Input(
                new Shape(shape.Dimensions.SetItem(axis, random.Int(1, 9))),
                quantization: mixed ? graph.AnyQuantization() : quantization))],
            axis,
            quantization);
    }

    private TensorId Transpose()
    {
        var shape = AnyShape(1, 5);
        return _operators.Transpose(graph.Input(shape), [.. Enumerable.Range(0, shape.Rank).OrderBy(_ => random.NextUInt64())]);
    }

    private TensorId Quantize()
    {
        var (from, to) = random.Pick(
            (ElementType.Float32, ElementType.Int8),
            (ElementType.Float32, ElementType.UInt8),
            (ElementType.Int8, ElementType.Int8),
            (ElementType.Int8, ElementType.UInt8),
            (ElementType.UInt8, ElementType.Int8),
            (ElementType.Int16, ElementType.Int8),
            (ElementType.Int16, ElementType.Int32),
            (ElementType.Int32, ElementType.Int8),
            (ElementType.Int32, ElementType.Int16),
            (ElementType.Int8, ElementType.Int16));
        var isWide = from is ElementType.Int16 or ElementType.Int32 || to == ElementType.Int16;
        var input = graph.Input(AnyShape(1, 4), from, from switch
        {
            ElementType.Int16 => QuantizationParameters.PerTensor(0.002f, random.Int(-9, 9)),
            ElementType.Int32 => QuantizationParameters.PerTensor((float)random.Double(1e-10, 1e-8), random.Int(-9, 9)),
            _ => null,
        });
        if (from != ElementType.Float32 && from != to && !isWide && random.Chance(0.5))
        {
            var q = graph.QuantizationOf(input);
            return _operators.Quantize(input, to, q with { ZeroPoints = [q.ZeroPoint + (to == ElementType.UInt8 ? 128 : -128)] });
        }

        return _operators.Quantize(input, to, graph.AnyQuantization(to));
    }
}
