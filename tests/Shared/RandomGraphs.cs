using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>
/// Small valid graphs for tests, a pure function of the seed. Scales are chosen so that outputs vary and seldom saturate.
/// </summary>
internal static class RandomGraphs
{
    /// <summary>Every operator kind that <see cref="Single"/> makes. A new one comes with an <see cref="OperatorCase"/>.</summary>
    public static ImmutableArray<string> Kinds { get; } =
    [
        "CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "ADD", "SUB", "MUL", "AVERAGE_POOL_2D", "MAX_POOL_2D", "MEAN", "SOFTMAX",
        "RESHAPE", "PAD", "CONCATENATION", "TRANSPOSE", "QUANTIZE", "DEQUANTIZE", "RELU", "RELU6", "RELU_N1_TO_1",
        .. RandomTables.Kinds,
        "DIV", "SQUARED_DIFFERENCE", "MAXIMUM", "MINIMUM", "PRELU", "SUM", "REDUCE_MAX", "REDUCE_MIN", "LOG_SOFTMAX", "L2_NORMALIZATION",
        "RESIZE_BILINEAR", "RESIZE_NEAREST_NEIGHBOR", "TRANSPOSE_CONV", "BATCH_MATMUL",
        .. RandomMoves.Kinds,
        .. RandomNumbers.Kinds,
        .. RandomPictures.Kinds,
        .. OperatorCases.Kinds,
    ];

    private static ImmutableArray<string> FloatKinds { get; } =
    [
        "CONV_2D", "CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "AVERAGE_POOL_2D", "MAX_POOL_2D", "MEAN", "MEAN", "SUM", "REDUCE_MAX",
        "REDUCE_MIN", "SOFTMAX", "LOG_SOFTMAX", "L2_NORMALIZATION", "RESIZE_BILINEAR", "RESIZE_NEAREST_NEIGHBOR", "PAD", "TRANSPOSE",
        "CONCATENATION", "PRELU", "ADD", "RESHAPE", "PACK", "SPLIT",
    ];

    /// <summary>One operator of <paramref name="kind"/> between graph inputs and outputs.</summary>
    public static Graph Single(string kind, ulong seed)
    {
        var random = new TestRandom(
            OperatorCases.Kinds.Contains(kind) ? OperatorCases.Seed(kind, seed) : seed ^ (ulong)Kinds.IndexOf(kind) << 32);
        var graph = new RandomGraphBuilder($"{kind.ToLowerInvariant()}_{seed}", random);
        graph.Output(new RandomSingles(graph, random).Make(kind));
        return graph.Build();
    }

    /// <summary>
    /// A network of a few blocks: convolutions, residual blocks, branches, pools; one or two inputs and outputs; 8-bit or float32
    /// borders.
    /// </summary>
    public static Graph Network(ulong seed)
    {
        var random = new TestRandom(seed);
        var graph = new RandomGraphBuilder($"network_{seed}", random);
        new RandomNetwork(graph, random).Make();
        return graph.Build();
    }

    /// <summary>Pictures whose rows pass through slices and moves: see <see cref="RandomRows"/>.</summary>
    public static Graph Rows(ulong seed)
    {
        var random = new TestRandom(seed ^ 0x524F5753);
        var graph = new RandomGraphBuilder($"rows_{seed}", random);
        new RandomRows(graph, random).Make();
        return graph.Build();
    }

    /// <summary>
    /// A few small images under many windows each, most of them odd (<see cref="RandomWindow.Odd"/>), every result an output: one build
    /// and one run meet many geometries.
    /// </summary>
    public static Graph Windows(ulong seed)
    {
        var random = new TestRandom(seed ^ 0x57494E444F5753);
        var graph = new RandomGraphBuilder($"windows_{seed}", random);
        new RandomWindows(graph, random).Make(images: 4, windows: 8);
        return graph.Build();
    }

    /// <summary>Windows of weights with zero points: see <see cref="RandomZeroPoints"/>.</summary>
    public static Graph ZeroPoints(ulong seed)
    {
        var random = new TestRandom(seed ^ 0x5A45524F);
        var graph = new RandomGraphBuilder($"zero_points_{seed}", random);
        new RandomZeroPoints(graph, random).Make(images: 4, windows: 8);
        return graph.Build();
    }

    /// <summary>Such windows as MobileNetV2 has, on images that are large enough for every shortcut; every result is an output.</summary>
    public static Graph UsualWindows(ulong seed)
    {
        var random = new TestRandom(seed ^ 0x555355414C);
        var graph = new RandomGraphBuilder($"usual_{seed}", random);
        new RandomWindows(graph, random).MakeUsual(images: 5, windows: 7);
        return graph.Build();
    }

    /// <summary>Every operator kind and a few windows side by side, every result an output: a program with every kernel.</summary>
    public static Graph Everything(ulong seed)
    {
        var random = new TestRandom(seed ^ 0x45564552);
        var graph = new RandomGraphBuilder($"everything_{seed}", random);
        new RandomWindows(graph, random).Make(images: 2, windows: 6);
        var singles = new RandomSingles(graph, random);
        foreach (var kind in Kinds.Except(OperatorCases.Kinds))
            graph.Output(singles.Make(kind));
        foreach (var kind in OperatorCases.Kinds)
            graph.Output(OperatorCases.Of(kind).Draw(graph, new TestRandom(OperatorCases.Seed(kind, seed))));
        return graph.Build();
    }

    /// <summary>Numbers that stand for themselves in every operator that takes them; every result is an output.</summary>
    public static Graph Numbers(ulong seed)
    {
        var random = new TestRandom(seed ^ 0x4E554D42);
        var graph = new RandomGraphBuilder($"numbers_{seed}", random);
        var (numbers, tables) = (new RandomNumbers(graph, random), new RandomTables(graph, random));
        var operators = new RandomOperators(graph, random);
        foreach (var kind in RandomNumbers.Kinds)
            graph.Output(numbers.Make(kind));
        foreach (var kind in RandomNumbers.Calculations)
            graph.Output(numbers.Calculation(kind));
        var reals = operators.Dequantize(graph.Input(new Shape(1, 3, 5, 7)));
        foreach (var kind in RandomTables.KindsOnReals)
            graph.Output(tables.OnReals(kind, random.Chance(0.5) ? reals : graph.Input(new Shape(2, 9), ElementType.Float32)));
        foreach (var activation in new[] { Activation.Relu, Activation.Relu6, Activation.ReluN1To1 })
            graph.Output(graph.Add(
                graph.ShapeOf(reals), null, (id, result) => new Relu(id, [reals], result, activation), ElementType.Float32));
        graph.Output(operators.Quantize(reals, ElementType.Int8, graph.AnyQuantization()));
        return graph.Build();
    }

    /// <summary>Operators on float32 in front of a QUANTIZE; every result is an output.</summary>
    public static Graph Floats(ulong seed)
    {
        var random = new TestRandom(seed ^ 0x464C4F54);
        var builder = new RandomGraphBuilder($"floats_{seed}", random);
        var singles = new RandomSingles(builder, random);
        foreach (var kind in FloatKinds)
            builder.Output(singles.Make(kind));
        var graph = builder.Build();
        var last = new Tensor(
            new(graph.Tensors.Length), "quantized", graph[graph.Outputs[0]].Shape, ElementType.Int8, builder.AnyQuantization());
        var quantize = new Quantize(new(graph.Operators.Length), [graph.Outputs[0]], [last.Id]);
        var operators = graph.Operators.Select(op => op is Pad pad ? pad with { Value = 0 } : op);
        return graph.With([.. graph.Tensors.Select(FloatTwin.Of), last], [.. operators, quantize], outputs: graph.Outputs.Add(last.Id));
    }

    /// <summary>Random bytes for every input of a graph; float32 inputs lie mostly within [-1.3, 1.3], with a few far outside.</summary>
    public static ImmutableArray<ReadOnlyMemory<byte>> Inputs(Graph graph, ulong seed)
    {
        var random = new TestRandom(seed);
        return [.. graph.Inputs.Select(id => (ReadOnlyMemory<byte>)Sample(graph[id], random))];
    }

    /// <summary>Random elements for one tensor.</summary>
    public static byte[] Sample(Tensor tensor, TestRandom random)
    {
        if (tensor.Type == ElementType.Bool)
            return [.. random.Bytes(tensor.SizeBytes).Select(b => (byte)(b & 1))];
        if (tensor.Type is ElementType.Int32 or ElementType.Int64 && random.Chance(0.6))
            return SmallIntegers(tensor, random);
        if (tensor.Type != ElementType.Float32)
            return random.Bytes(tensor.SizeBytes);
        var reals = new float[tensor.Shape.ElementCount];
        for (var i = 0; i < reals.Length; i++)
            reals[i] = (float)(random.Chance(0.01) ? random.Double(-1e6, 1e6) : random.Double(-1.3, 1.3));
        return MemoryMarshal.AsBytes(reals.AsSpan()).ToArray();
    }

    /// <summary>Numbers that indices and dimensions have, so that they meet each other.</summary>
    private static byte[] SmallIntegers(Tensor tensor, TestRandom random)
    {
        var bytes = new byte[tensor.SizeBytes];
        var size = tensor.Type.SizeBytes();
        for (var i = 0; i < bytes.Length; i += size)
        {
            var value = (long)random.Int(-3, 9);
            if (size == sizeof(long))
                BitConverter.TryWriteBytes(bytes.AsSpan(i), value);
            else
                BitConverter.TryWriteBytes(bytes.AsSpan(i), (int)value);
        }

        return bytes;
    }
}
