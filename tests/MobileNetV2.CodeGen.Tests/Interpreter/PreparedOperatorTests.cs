using System.Collections.Immutable;
using System.Runtime.Intrinsics.X86;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Interpreter;

/// <summary>What is prepared for many runs against the reference functions, which define the bits.</summary>
public class PreparedOperatorTests
{
    [Theory]
    [InlineData("CONV_2D")]
    [InlineData("DEPTHWISE_CONV_2D")]
    [InlineData("FULLY_CONNECTED")]
    [InlineData("ADD")]
    [InlineData("SUB")]
    public void Single_operators_equal_their_reference(string kind)
    {
        var prepared = 0;
        for (var seed = 2000UL; seed < 2300; seed++)
            prepared += Check(RandomGraphs.Single(kind, seed), seed, $"{kind} {seed}");
        if (Avx2.IsSupported)
            Assert.InRange(prepared, 60, int.MaxValue);
    }

    [Fact]
    public void Networks_equal_their_reference()
    {
        for (var seed = 300UL; seed < 340; seed++)
            Check(RandomGraphs.Network(seed), seed, $"network {seed}");
    }

    [Theory]
    [InlineData(ElementType.Int8, 0)]
    [InlineData(ElementType.UInt8, 117)]
    public void Wide_layers_equal_their_reference(ElementType type, int filterZeroPoint)
    {
        // Channels on both sides of what a vector holds, groups, and filters of uint8 with a zero point.
        foreach (var (channels, outputs, groups, window) in new[]
        {
            (1, 1, 1, 1), (7, 9, 1, 1), (16, 17, 1, 1), (33, 40, 1, 1), (3, 24, 1, 3), (20, 12, 4, 3), (24, 24, 24, 3), (9, 9, 9, 5),
        })
        {
            var random = new TestRandom((ulong)((channels * 100) + outputs));
            var filter = new Shape(outputs, window, window, channels / groups);
            var graph = WithTypes(random, type, filterZeroPoint, new Shape(1, 6, 7, channels), filter, outputs, window);
            Assert.Equal(Avx2.IsSupported ? 1 : 0, Check(graph, 1, $"{channels} to {outputs} in {groups}"));
        }
    }

    private static Graph WithTypes(
        TestRandom random, ElementType type, int filterZeroPoint, Shape image, Shape filter, int outputs, int window)
    {
        var zeroPoint = type == ElementType.Int8 ? -5 : 120;
        var weights = random.Bytes(filter.ElementCount);
        var scales = type == ElementType.Int8
            ? Enumerable.Range(0, outputs).Select(c => 0.002f * (1 << (c % 12))).ToImmutableArray()
            : [0.01f];
        var points = scales.Select(_ => filterZeroPoint).ToImmutableArray();
        var bias = Enumerable.Range(0, outputs).SelectMany(c => BitConverter.GetBytes((c * 37) - 200)).ToArray();
        ImmutableArray<Tensor> tensors =
        [
            new(new(0), "x", image, type) { Quantization = new([0.5f], [zeroPoint], 0) },
            new(new(1), "w", filter, type) { Quantization = new(scales, points, 0), Data = weights },
            new(new(2), "b", new Shape(outputs), ElementType.Int32) { Data = bias },
            new(new(3), "y", new Shape(1, image.Height, image.Width, outputs), type) { Quantization = new([1.7f], [zeroPoint + 9], 0) },
        ];
        var half = window / 2;
        var op = new Conv2D(
            new(0), [new(0), new(1), new(2)], [new(3)], Size2D.One, Size2D.One, new(half, half, half, half), Activation.None);
        return new Graph("wide", tensors, [op], [new(0)], [new(3)]);
    }

    /// <returns>How many operators were prepared.</returns>
    private static int Check(Graph graph, ulong seed, string what)
    {
        var inputs = RandomGraphs.Inputs(graph, seed);
        var (expected, actual) = (new ReferenceInterpreter(graph).Run(inputs), new PreparedNetwork(graph).Run(inputs));
        for (var i = 0; i < actual.Length; i++)
            Assert.True(expected[i].SequenceEqual(actual[i]), what);
        return graph.Operators.Count(op => PreparedOperator.For(graph, op) is not null);
    }
}
