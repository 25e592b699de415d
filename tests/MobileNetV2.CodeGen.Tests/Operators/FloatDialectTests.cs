using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Operators;

/// <summary>
/// Random quantized operators and the same on float32: what one computes in integers the other computes in reals, so they agree to about a
/// step of the output's scale.
/// </summary>
public class FloatDialectTests
{
    public static TheoryData<string> Kinds { get; } = new(RandomGraphs.Kinds.Except(RandomMoves.Kinds).Except(RandomPictures.Kinds)
        .Where(kind => kind is not ("QUANTIZE" or "DEQUANTIZE") && FloatKernels.Has(RandomGraphs.Single(kind, 0).Operators.Single())));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_operator_means_the_same_on_reals(string kind)
    {
        var compared = 0;
        for (var seed = 0UL; seed < 60; seed++)
        {
            var graph = RandomGraphs.Single(kind, seed);
            if (TwinOf(graph) is not { } twin)
                continue;
            Assert.Empty(GraphValidator.Validate(twin));
            var inputs = RandomGraphs.Inputs(graph, seed);
            var reals = inputs.Select((bytes, i) => FloatTwin.Reals(graph[graph.Inputs[i]], bytes.Span)).ToList();
            var expected = new ReferenceInterpreter(graph).Run(inputs)[0];
            var actual = new ReferenceInterpreter(twin).Run(
                [.. reals.Select(r => (ReadOnlyMemory<byte>)MemoryMarshal.AsBytes(r.AsSpan()).ToArray())])[0];
            compared += Compare(graph[graph.Outputs[0]], expected, MemoryMarshal.Cast<byte, float>(actual.AsSpan()), kind, seed);
        }

        Assert.True(compared > 100, $"only {compared} elements were compared");
    }

    /// <summary>Between integers sums have the reference's steps; elsewhere they are as near to the reals as they can be.</summary>
    [Fact]
    public void Steps_of_binary32_give_nearly_the_same()
    {
        for (var seed = 0UL; seed < 5; seed++)
        {
            var island = RandomGraphs.Floats(seed);
            Assert.Empty(GraphValidator.Validate(island));
            var plain = island.With(
                operators: [.. island.Operators.Where(o => o is not Quantize)],
                outputs: [.. island.Outputs.Where(id => island[id].Type == ElementType.Float32)]);
            var inputs = RandomGraphs.Inputs(island, seed);
            var (steps, reals) = (new ReferenceInterpreter(island).Run(inputs), new ReferenceInterpreter(plain).Run(inputs));
            var different = false;
            foreach (var (id, expected) in plain.Outputs.Zip(reals))
            {
                var actual = steps[island.Outputs.IndexOf(id)];
                different |= !actual.SequenceEqual(expected);
                static float[] Numbers(byte[] bytes) => MemoryMarshal.Cast<byte, float>(bytes).ToArray();
                var pairs = Numbers(expected).Zip(Numbers(actual)).ToList();
                var largest = pairs.Max(p => MathF.Abs(p.First));
                Assert.All(pairs, p => Assert.Equal(p.First, p.Second, (largest * 2e-5f) + 1e-6f));
            }

            Assert.True(different);
        }
    }

    [Fact]
    public void Exponential_and_its_kin_are_accurate_to_the_last_place_of_binary32()
    {
        for (var x = -20.0; x < 20; x += 0.0137)
        {
            Assert.Equal(Math.Exp(x), FloatFunctions.Exp(x), Math.Exp(x) * 1e-14);
            Assert.Equal(Math.Tanh(x), FloatFunctions.Tanh(x), 1e-14);
            Assert.Equal(Math.Exp(x) - 1, FloatFunctions.ExpMinusOne(x), (Math.Exp(x) * 1e-12) + 1e-15);
            Assert.Equal(1 - FloatFunctions.Normal(x), FloatFunctions.Normal(-x), 1e-14);
        }

        Assert.Equal(0.8413447460685429, FloatFunctions.Normal(1), 1e-14);
        Assert.Equal(3.1671241833119863e-05, FloatFunctions.Normal(-4), 1e-17);
        Assert.Equal((0, double.PositiveInfinity), (FloatFunctions.Exp(-1e9), FloatFunctions.Exp(1e9)));
    }

    private static int Compare(Tensor output, byte[] expected, ReadOnlySpan<float> actual, string kind, ulong seed)
    {
        var quantization = output.RequiredQuantization;
        var (least, most) = output.Type.QuantizedRange();
        for (var i = 0; i < expected.Length; i++)
        {
            var steps = Math.Clamp((actual[i] / (double)quantization.Scale) + quantization.ZeroPoint, least, most);
            int got = output.Type == ElementType.Int8 ? unchecked((sbyte)expected[i]) : expected[i];

            // The root of a negative number: the table has an arbitrary entry there.
            Assert.True(double.IsNaN(steps) || Math.Abs(steps - got) < Tolerance(kind, output.Shape),
                $"{kind}, seed {seed}, element {i}: {steps} in reals, {got} in integers");
        }

        return expected.Length;
    }

    /// <summary>
    /// Two steps; and where pixels lie between others, their places are products with a scale of 10 bits: half a unit for each row and
    /// column that was passed, each worth the whole range at the most.
    /// </summary>
    private static double Tolerance(string kind, Shape output) =>
        kind == "RESIZE_BILINEAR" ? 2 + (255 * 0.5 / 1024 * (output.Dimensions[1] + output.Dimensions[2])) : 2;

    /// <summary>The same network on float32; null where an attribute is meant for integers.</summary>
    private static Graph? TwinOf(Graph graph)
    {
        var op = graph.Operators.Single();
        if (op is Pad pad)
        {
            if (pad.Value != graph[op.Input].RequiredQuantization.ZeroPoint)
                return null;
            op = pad with { Value = 0 };
        }

        // Chosen by their bytes, which mean the same only on one scale.
        if (op is Maximum or Minimum && !graph[op.Inputs[0]].RequiredQuantization.Equals(graph[op.Inputs[1]].RequiredQuantization))
            return null;
        if (op.Outputs.Concat(op.Inputs).Any(id => graph[id].Type is not (ElementType.Int8 or ElementType.UInt8 or ElementType.Int32)))
            return null;
        return graph.With([.. graph.Tensors.Select(FloatTwin.Of)], [op]);
    }
}
