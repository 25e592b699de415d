using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Validation;
using MobileNetV2.CodeGen.Zoo;
using MobileNetV2.CodeGen.Zoo.Calibration;

namespace MobileNetV2.CodeGen.Tests.Builder;

/// <summary>Networks are calibrated on their own pictures; here they see others, at full resolution,
/// in the reference interpreter.</summary>
public sealed class CalibrationQualityTests
{
    public static TheoryData<string> Samples => [.. SampleNetworks.All.Keys];

    [Theory]
    [InlineData(0.35, 96, 3)]
    [InlineData(1.0, 32, 3)]
    [InlineData(0.1, 160, 1)]
    [InlineData(0.5, 47, 3)]
    public void Activations_use_their_range_and_do_not_saturate(double width, int resolution, int channels) =>
        AssertRangesAreUsed(MobileNetV2Builder.Build(
            new MobileNetV2Options { Width = width, Resolution = resolution, InputChannels = channels, Classes = 100, Seed = 3 }));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Networks_of_other_families_are_valid_and_use_their_ranges(string name)
    {
        var graph = SampleNetworks.All[name]();
        Assert.Empty(GraphValidator.Validate(graph));
        AssertRangesAreUsed(graph, pictures: 24);
    }

    [Theory]
    [InlineData(0.1, 1, 1)]
    [InlineData(1.4, 32, 5)]
    [InlineData(0.35, 96, 1001)]
    public void Built_networks_are_valid(double width, int resolution, int classes) =>
        Assert.Empty(GraphValidator.Validate(MobileNetV2Builder.Build(
            new MobileNetV2Options { Width = width, Resolution = resolution, Classes = classes, UInt8Border = true })));

    [Theory]
    [InlineData(0.35, 96, 10)]
    [InlineData(0.35, 96, 1001)]
    [InlineData(0.1, 32, 2)]
    public void Different_pictures_get_different_answers(double width, int resolution, int classes)
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = width, Resolution = resolution, Classes = classes });
        var outputs = Pictures(graph, 8).Select(p => new ReferenceInterpreter(graph).Run([p])[0]).ToList();

        Assert.True(outputs.Select(Convert.ToHexString).Distinct().Count() >= 7, "softmax is nearly constant");
        var winners =
            outputs.Select(o => Array.FindIndex(o, b => unchecked((sbyte)b) == o.Max(x => unchecked((sbyte)x)))).Distinct().Count();
        Assert.True(winners >= 2, "one class always wins");
    }

    private static void AssertRangesAreUsed(Graph graph, int pictures = 8)
    {
        var traces = Pictures(graph, pictures).Select(p => new ReferenceInterpreter(graph).Trace([p])).ToList();

        // SOFTMAX has a fixed quantization and AVERAGE_POOL_2D keeps its input's.
        foreach (var op in graph.Operators.Where(o => o is not (Softmax or AveragePool2D)))
        {
            var values = traces.SelectMany(t => t[op.Output].ToArray()).Select(b => (int)unchecked((sbyte)b)).ToList();
            var used = values.Max() - values.Min();
            Assert.True(used > 127, $"{op} '{graph[op.Output].Name}' uses {used} of 255 steps");
            var clipped = values.Count(v => v == 127) + (IsRectified(op) ? 0 : values.Count(v => v == -128));
            Assert.True(clipped <= 0.03 * values.Count, $"{op} '{graph[op.Output].Name}': {clipped} of {values.Count} values are clipped");
            var zeros = values.Count(v => IsRectified(op) && v == -128);
            Assert.True(zeros <= 0.6 * values.Count, $"{op} '{graph[op.Output].Name}': {zeros} of {values.Count} values are cut to 0");
        }
    }

    private static bool IsRectified(Operator op) =>
        op is Conv2D { Activation: not Activation.None } or DepthwiseConv2D { Activation: not Activation.None }
            or FullyConnected { Activation: not Activation.None } or ArithmeticOperator { Activation: not Activation.None };

    private static IEnumerable<ReadOnlyMemory<byte>> Pictures(Graph graph, int count)
    {
        var shape = graph[graph.Inputs[0]].Shape;
        var batch = CalibrationPictures.Make(new DeterministicRandom(99), count, shape.Height, shape.Width, shape.Channels, zeroPoint: 0);
        return batch.Values.Select(v => unchecked((byte)v)).Chunk(shape.ElementCount).Select(c => new ReadOnlyMemory<byte>(c));
    }
}
