using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Operators that add up stored values of one quantization.</summary>
internal sealed class RandomSums(RandomGraphBuilder graph, TestRandom random)
{
    public static ImmutableArray<string> Kinds { get; } = ["ADD_N", "CUMSUM"];

    public TensorId Make(string kind) => kind switch
    {
        "ADD_N" => AddN(),
        "CUMSUM" => CumulativeSum(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private TensorId AddN()
    {
        var shape = random.Chance(0.5)
            ? new Shape(1, random.Int(1, 9), random.Int(1, 9), random.Int(1, 9))
            : new Shape([.. Enumerable.Range(0, random.Int(1, 5)).Select(_ => random.Int(1, 5))]);
        var quantization = graph.AnyQuantization();
        var inputs = Enumerable.Range(0, random.Int(2, 15)).Select(_ => graph.Input(shape, quantization: quantization)).ToList();
        if (random.Chance(0.2))
            inputs[1] = graph.Constant(shape, quantization);
        if (random.Chance(0.2))
            inputs[0] = inputs[^1];
        return graph.AddCalibrated(shape, false, (id, result) => new AddN(id, [.. inputs], result));
    }

    private TensorId CumulativeSum()
    {
        var shape = new Shape([.. Enumerable.Range(0, random.Chance(0.5) ? 4 : random.Int(1, 5)).Select(_ => random.Int(1, 7))]);
        var (axis, isExclusive, isReverse) = (random.Int(0, shape.Rank - 1), random.Chance(0.5), random.Chance(0.5));
        var input = graph.Input(shape);
        return graph.AddCalibrated(
            shape, false, (id, result) => new CumulativeSum(id, [input], result, axis, isExclusive, isReverse));
    }
}
