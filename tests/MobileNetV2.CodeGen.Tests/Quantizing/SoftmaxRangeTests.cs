using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantizing;
using MobileNetV2.CodeGen.Tests.Import.Onnx;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Quantizing;

public class SoftmaxRangeTests
{
    private const int Depth = 10;

    [Theory]
    [InlineData(1f)]
    [InlineData(0.5f)]
    public void Steps_are_spent_where_softmax_tells_them_apart(float beta)
    {
        var (fitted, others) = (Rows(1), Rows(2));
        var observed = Observed(fitted);

        var chosen = new SoftmaxRange(fitted, Depth, beta).Choose(observed.Least, observed.Most);

        var (before, after) = (Error(others, beta, RangeChoice.Choose(observed).Quantization), Error(others, beta, chosen));
        Assert.InRange(after, 0, before / 2);
        Assert.InRange(chosen.Scale * 255, 0, (observed.Most - observed.Least) * 0.8);
        Assert.InRange((127 - chosen.ZeroPoint) * chosen.Scale, observed.Most - chosen.Scale, observed.Most + chosen.Scale);
    }

    [Fact]
    public void Rows_that_are_all_the_same_have_a_range()
    {
        var chosen = new SoftmaxRange(new float[Depth * 4], Depth, 1).Choose(0, 0);

        Assert.True(float.IsFinite(chosen.Scale) && chosen.Scale > 0);
    }

    [Fact]
    public void Rows_far_below_nothing_keep_their_range()
    {
        float[] rows = [.. Enumerable.Range(0, Depth * 8).Select(i => -3000f + (20 * (i % Depth)) + i / 10f)];

        var chosen = new SoftmaxRange(rows, Depth, 1).Choose(rows.Min(), rows.Max());

        Assert.InRange((sbyte.MinValue - chosen.ZeroPoint) * (double)chosen.Scale, -4000, -2815);
    }

    [Fact]
    public void The_logits_of_a_network_lose_what_softmax_makes_nothing_of()
    {
        var alone = Quantized(Network(alsoLogits: false));
        var shown = Quantized(Network(alsoLogits: true));

        Assert.InRange(Logits(alone.Graph).RequiredQuantization.Scale, 0, Logits(shown.Graph).RequiredQuantization.Scale * 0.8);
        var (before, after) = (Decibels(shown.Graph, Network(alsoLogits: true)), Decibels(alone.Graph, Network(alsoLogits: false)));
        Assert.InRange(after, before + 2, 80);
    }

    [Fact]
    public void An_average_of_the_whole_image_has_steps_of_its_own()
    {
        var float32 = Network(alsoLogits: false);
        Assert.Contains(float32.Operators, o => o is AveragePool2D);

        var graph = Quantized(float32).Graph;

        var mean = Assert.Single(graph.Operators.OfType<Mean>());
        Assert.DoesNotContain(graph.Operators, o => o is AveragePool2D);
        Assert.InRange(graph[mean.Output].RequiredQuantization.Scale, 0, graph[mean.Input].RequiredQuantization.Scale * 0.8);
        Assert.Equal(float32[float32.Operators.OfType<AveragePool2D>().Single().Output].Name, graph[mean.Output].Name);
    }

    private static QuantizeResult Quantized(Graph graph) =>
        Quantizer.Quantize(new QuantizeRequest(graph, Samples(32, 1)) { InputRange = (-1, 1) }).Sound();

    private static Tensor Logits(Graph graph) => graph[graph.Operators.OfType<Softmax>().Single().Input];

    /// <summary>Of the softmax alone: the other network has a second output, which is left out.</summary>
    private static double Decibels(Graph quantized, Graph float32)
    {
        var samples = Samples(32, 7);
        var (ours, theirs) = (NetworkRuns.Outputs(quantized, samples), NetworkRuns.Outputs(float32, samples));
        var (signal, noise) = (0.0, 0.0);
        foreach (var (our, their) in ours.Zip(theirs))
        {
            signal += their[0].Sum(x => x * (double)x);
            noise += their[0].Zip(our[0]).Sum(pair => Math.Pow(pair.First - (double)pair.Second, 2));
        }

        return SignalToNoise.Decibels(signal, noise);
    }

    /// <summary>Logits of a wide range.</summary>
    private static Graph Network(bool alsoLogits)
    {
        var n = new TestOnnx();
        var x = n.Node("Relu", [n.Node("Conv", [n.Input(1, 3, 12, 12), n.Random(16, 3, 3, 3), n.Random(16)],
            ("kernel_shape", new[] { 3, 3 }), ("pads", new[] { 1, 1, 1, 1 }))]);
        var flat = n.Node("Flatten", [n.Node("AveragePool", [x], ("kernel_shape", new[] { 12, 12 }))]);
        var weights = Enumerable.Range(0, 16 * Depth).Select(i => (float)Math.Sin(i * 12.9898) * 25).ToArray();
        var logits = n.Node("MatMul", [flat, n.Floats([16, Depth], weights)]);
        n.Output(n.Node("Softmax", [logits]));
        if (alsoLogits)
            n.Output(logits);
        return ModelImporter.Import(n.Build(), "net.onnx", _ => null).Sound();
    }

    private static ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> Samples(int count, ulong seed)
    {
        var random = new TestRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            double[] levels = [random.Double(-0.8, 0.8), random.Double(-0.8, 0.8), random.Double(-0.8, 0.8)];
            var reals = Enumerable.Range(0, 12 * 12 * 3).Select(i => (float)(levels[i % 3] + random.Double(-0.2, 0.2))).ToArray();
            return ImmutableArray.Create((ReadOnlyMemory<byte>)MemoryMarshal.AsBytes(reals.AsSpan()).ToArray());
        })];
    }

    /// <summary>One or two elements that count, and others far below.</summary>
    private static float[] Rows(ulong seed)
    {
        var random = new TestRandom(seed);
        return [.. Enumerable.Range(0, 200 * Depth).Select(i => (float)(i % Depth < 2 ? random.Double(0, 6) : random.Double(-40, -5)))];
    }

    private static RangeObservation Observed(float[] rows)
    {
        var observed = new RangeObservation();
        observed.Extend(MemoryMarshal.AsBytes(rows.AsSpan()));
        observed.Count(MemoryMarshal.AsBytes(rows.AsSpan()));
        return observed;
    }

    private static double Error(float[] rows, float beta, QuantizationParameters quantization)
    {
        var error = 0.0;
        foreach (var row in rows.Chunk(Depth))
        {
            double[] stored = [.. row.Select(x => quantization.Scale
                * (Math.Clamp(Math.Round(x / quantization.Scale) + quantization.ZeroPoint, -128, 127) - quantization.ZeroPoint))];
            error += Softmax([.. row.Select(x => (double)x)]).Zip(Softmax(stored)).Sum(p => Math.Pow(p.First - p.Second, 2));
        }

        return error;

        double[] Softmax(double[] x)
        {
            double[] powers = [.. x.Select(v => Math.Exp(v * beta))];
            return [.. powers.Select(p => p / powers.Sum())];
        }
    }
}
