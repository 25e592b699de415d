using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Export;
using MobileNetV2.CodeGen.Floats;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Import.Description;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Quantizing;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Import.Onnx;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Quantizing;

public class QuantizerTests
{
    [Theory]
    [InlineData(QuantizationEffort.Fast, 6)]
    [InlineData(QuantizationEffort.Normal, 13)]
    [InlineData(QuantizationEffort.Best, 13)]
    public void A_quantized_network_stays_close_to_its_float_network(QuantizationEffort effort, double leastDb)
    {
        var result = Quantizer.Quantize(Request() with { Effort = effort }).Sound();

        var report = NetworkComparison.Compare(result.Graph, Network(), Samples(16, seed: 99));
        Assert.InRange(report.OutputSqnrDb, leastDb, 60);
        Assert.InRange(report.Top1Agreement, 0.6, 1);
        Assert.Equal(Network().Operators.Length, result.Layers.Length);
    }

    [Fact]
    public void The_same_request_gives_the_same_file_whatever_the_number_of_threads()
    {
        var once = TfLiteWriter.Write(Quantizer.Quantize(Request()).Sound().Graph).Sound();
        var again = TfLiteWriter.Write(Quantizer.Quantize(Request()).Sound().Graph).Sound();

        Assert.Equal(once, again);
    }

    [Theory]
    [InlineData(QuantizedBorder.Int8)]
    [InlineData(QuantizedBorder.UInt8)]
    [InlineData(QuantizedBorder.Float)]
    public void The_written_file_is_read_back_as_the_same_network(QuantizedBorder border)
    {
        var graph = Quantizer.Quantize(Request() with { Border = border }).Sound().Graph;
        var file = TfLiteWriter.Write(graph).Sound();

        var read = ModelImporter.Import(file, "net.tflite", _ => null).Sound();

        Assert.Equal(Text(TfLiteForm.Of(graph)), Text(read));
        Assert.Equal(NetworkRuns.Outputs(graph, Samples(2, 5))[1][0], NetworkRuns.Outputs(read, Samples(2, 5))[1][0]);
        Assert.Equal(TfLiteWriter.Write(read).Sound(), file);
    }

    [Fact]
    public void A_decoder_with_operators_of_many_kinds_is_written_and_read_back_as_the_same_network()
    {
        var float32 = Decoder();
        var result = Quantizer.Quantize(new QuantizeRequest(float32, Samples(16, 1)) { InputRange = (-1, 1) }).Sound();

        var file = TfLiteWriter.Write(result.Graph).Sound();

        var read = ModelImporter.Import(file, "net.tflite", _ => null).Sound();
        Assert.Equal(Text(TfLiteForm.Of(result.Graph)), Text(read));
        Assert.Equal(NetworkRuns.Outputs(result.Graph, Samples(2, 5))[1][0], NetworkRuns.Outputs(read, Samples(2, 5))[1][0]);
        Assert.InRange(NetworkComparison.Compare(read, float32, Samples(8, 99)).OutputSqnrDb, 12, 60);
        Compiler.Compile(new CompileRequest(read, "net", new string('0', 64), TargetCatalog.Find("cortex-m4").Sound())).Sound();
    }

    [Fact]
    public void Weights_are_symmetric_and_per_channel_and_biases_have_the_scale_of_the_sums()
    {
        var graph = Quantizer.Quantize(Request()).Sound().Graph;

        Assert.All(graph.Operators.OfType<FilterOperator>(), op =>
        {
            var weights = graph[op.Filter];
            Assert.DoesNotContain((byte)0x80, weights.Data!.Value.ToArray());
            Assert.All(weights.RequiredQuantization.ZeroPoints, z => Assert.Equal(0, z));
            Assert.Equal(graph[op.Output].Shape.Channels, weights.RequiredQuantization.Scales.Length);
            Assert.Equal(
                weights.RequiredQuantization.Scales.Select(s => s * graph[op.Input].RequiredQuantization.Scale),
                graph[op.Bias!.Value].RequiredQuantization.Scales);
        });
    }

    [Fact]
    public void A_layer_that_is_kept_in_float_computes_with_float32()
    {
        var kept = Network().Operators.OfType<DepthwiseConv2D>().First();

        var graph = Quantizer.Quantize(Request() with { KeepFloat = [kept.Id.ToString()] }).Sound().Graph;

        Assert.Equal([kept.Kind], graph.Operators.Where(o => FloatDialect.Is(graph, o)).Select(o => o.Kind));
    }

    [Fact]
    public void Layers_in_int16_round_nothing_to_8_bits_between_them_and_compile()
    {
        var float32 = Network();
        ImmutableArray<string> names = [.. float32.Operators.OfType<FilterOperator>().Take(3).Select(o => o.Id.ToString())];

        var graph = Quantizer.Quantize(Request() with { Int16 = names, Border = QuantizedBorder.Float }).Sound().Graph;

        var wide = graph.Operators.Where(o => WideDialect.Is(graph, o)).ToList();
        Assert.Equal(3, wide.Count);
        Assert.Contains(wide, o => graph.ProducerOf(o.Input) is { } before && wide.Contains(before));
        var read = ModelImporter.Import(TfLiteWriter.Write(graph).Sound(), "net.tflite", _ => null).Sound();
        Assert.Equal(NetworkRuns.Outputs(graph, Samples(2, 5))[1][0], NetworkRuns.Outputs(read, Samples(2, 5))[1][0]);
        Compiler.Compile(new CompileRequest(read, "net", new string('0', 64), TargetCatalog.Find("cortex-m4").Sound())).Sound();
    }

    [Fact]
    public void A_network_all_in_int16_loses_little_but_by_its_weights()
    {
        var float32 = Network();
        ImmutableArray<string> names = [.. float32.Operators.Where(QuantizedGraphBuilder.CanBeWide).Select(o => o.Id.ToString())];
        var narrow = Quantizer.Quantize(Request() with { Border = QuantizedBorder.Float }).Sound().Graph;
        var wide = Quantizer.Quantize(Request() with { Int16 = names, Border = QuantizedBorder.Float }).Sound().Graph;

        var (before, after) =
            (NetworkComparison.Compare(narrow, float32, Samples(16, 99)), NetworkComparison.Compare(wide, float32, Samples(16, 99)));

        Assert.InRange(after.OutputSqnrDb, before.OutputSqnrDb + 1, 80);
    }

    [Fact]
    public void A_layer_is_found_by_the_name_that_it_has_after_its_channels_were_equalized()
    {
        var float32 = Network();
        var name = float32[float32.Operators.OfType<FilterOperator>().First().Output].Name;

        var graph = Quantizer.Quantize(Request() with { Int16 = [name + ChannelEqualization.Suffix] }).Sound().Graph;

        Assert.Single(graph.Operators, o => WideDialect.Is(graph, o) && o is FilterOperator);
    }

    [Fact]
    public void What_cannot_be_int16_is_refused()
    {
        // Joining tensors is the reference's on 8 bits only.
        var joined = Network().Operators.First(o => o is Concatenation).Id.ToString();
        var first = Network().Operators[0].Id.ToString();

        Quantizer.Quantize(Request() with { Int16 = [joined] }).Refused("MNV2205");
        Quantizer.Quantize(Request() with { KeepFloat = [first], Int16 = [first] }).Refused("MNV2205");
    }

    [Fact]
    public void Int16_gains_say_where_the_output_gains_and_are_true()
    {
        var float32 = Network();
        var narrow = Quantizer.Quantize(Request() with { Border = QuantizedBorder.Float }).Sound().Graph;

        var gains = Int16Gains.Of(narrow, float32, Samples(16, 99));

        Assert.Equal(gains.OrderByDescending(g => g.GainDb), gains);
        var best = gains.First(g => g.Layers.All(l => float32.Operators.Any(o => float32[o.Output].Name == l)));
        var wide = Quantizer.Quantize(Request() with { Int16 = best.Layers, Border = QuantizedBorder.Float }).Sound().Graph;
        var gained = NetworkComparison.Compare(wide, float32, Samples(16, 99)).OutputSqnrDb
            - NetworkComparison.Compare(narrow, float32, Samples(16, 99)).OutputSqnrDb;
        Assert.InRange(gained, 0, 60);
    }

    [Fact]
    public void Each_step_of_quantization_is_measured_and_together_they_gain()
    {
        var report = StepGains.Of(Request()).Sound();

        Assert.Equal(5, report.Steps.Length);
        Assert.InRange(report.Steps[^1].OutputSqnrDb, report.Steps[0].OutputSqnrDb + 1, 60);
    }

    [Fact]
    public void Three_samples_are_said_to_be_few() =>
        Quantizer.Quantize(Request() with { Samples = Samples(3, 1) }).Sound("MNV2204");

    /// <summary>Layers that answer the same everywhere, on every sample: a range without a width.</summary>
    [Theory]
    [InlineData(QuantizationEffort.Fast, 0.3f)]
    [InlineData(QuantizationEffort.Normal, -0.3f)]
    [InlineData(QuantizationEffort.Best, 0f)]
    public void A_network_that_always_answers_the_same_is_quantized(QuantizationEffort effort, float answer)
    {
        var n = new TestOnnx();
        var biases = n.Floats([4], answer, answer, answer, answer);
        var dead = n.Node("Conv", [n.Input(1, 3, 12, 12), n.Floats([4, 3, 1, 1], new float[12]), biases], ("kernel_shape", new[] { 1, 1 }));
        n.Output(n.Node("Flatten", [n.Node("GlobalAveragePool", [dead])]));
        var graph = ModelImporter.Import(n.Build(), "net.onnx", _ => null).Sound();

        var quantized = Quantizer.Quantize(Request() with { Graph = graph, Effort = effort }).Sound();

        Assert.All(NetworkRuns.Outputs(quantized.Graph, Samples(2, 5)), o => Assert.All(o[0], v => Assert.Equal(answer, v, 0.01f)));
    }

    [Fact]
    public void Rounding_by_least_squares_makes_a_smaller_error_than_rounding_to_the_nearest()
    {
        var random = new TestRandom(3);
        const int taps = 24, pixels = 512, outputs = 8;
        var inputs = new float[taps * pixels];
        for (var p = 0; p < pixels; p++)
        {
            // Neighbours that go together, as in pictures.
            var common = random.Double(-100, 100);
            for (var t = 0; t < taps; t++)
                inputs[(t * pixels) + p] = (float)(common + random.Double(-20, 20));
        }

        var weights = Enumerable.Range(0, outputs * taps).Select(_ => random.Double(-1, 1)).ToArray();
        var targets = new float[outputs * pixels];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = (float)Enumerable.Range(0, taps).Sum(t => weights[(i / pixels * taps) + t] * inputs[(t * pixels) + (i % pixels)]);
        var moments = Moments.Of(new LayerRows(inputs, targets, 1, taps, outputs, pixels, pixels), 0, outputs);

        var nearest = Error(FilterRounding.Nearest(weights, moments));
        var squares = Error(FilterRounding.LeastSquares(weights, moments, 0.01)!);

        Assert.InRange(squares, 0, nearest / 2);

        double Error(RoundedFilter rounded) => Enumerable.Range(0, outputs).Sum(o => moments.Error(o, rounded.Reals(o, taps)));
    }

    private static QuantizeRequest Request() => new(Network(), Samples(24, seed: 1)) { InputRange = (-1, 1) };

    private static string Text(Graph graph)
    {
        using var stream = new MemoryStream();
        foreach (var file in DescriptionWriter.Write(graph, "net"))
            file.Write(stream);
        return Convert.ToBase64String(stream.ToArray());
    }

    private static ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> Samples(int count, ulong seed)
    {
        var random = new TestRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var (level, slope) = (random.Double(-0.7, 0.7), random.Double(-0.05, 0.05));
            var reals = Enumerable.Range(0, 12 * 12 * 3)
                .Select(i => (float)Math.Clamp(level + (slope * (i % 36 / 3)) + random.Double(-0.2, 0.2), -1, 1)).ToArray();
            return ImmutableArray.Create((ReadOnlyMemory<byte>)MemoryMarshal.AsBytes(reals.AsSpan()).ToArray());
        })];
    }

    /// <summary>Padding that TensorFlow has no word for, a residual, a concatenation, and a head.</summary>
    private static Graph Network()
    {
        var n = new TestOnnx();
        var x = n.Node("Relu", [Conv(n, n.Input(1, 3, 12, 12), [8, 3, 3, 3], ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }))]);
        var expanded = n.Node("Clip", [Conv(n, x, [16, 8, 1, 1]), n.Floats([], 0), n.Floats([], 6)]);
        var depthwise = n.Node("HardSwish", [Conv(n, expanded, [16, 1, 3, 3], ("group", 16), ("pads", new[] { 1, 1, 1, 1 }))]);
        var sum = n.Node("Add", [x, Conv(n, depthwise, [8, 16, 1, 1])]);
        var pooled =
            n.Node("MaxPool", [sum], ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }));
        var joined = n.Node("Concat", [pooled, n.Node("Sigmoid", [pooled])], ("axis", 1));
        var flat = n.Node("Flatten", [n.Node("GlobalAveragePool", [joined])]);
        n.Output(n.Node("Softmax", [n.Node("Gemm", [flat, n.Random(16, 5), n.Random(5)])]));
        return ModelImporter.Import(n.Build(), "net.onnx", _ => null).Sound();
    }

    /// <summary>Transposed convolutions, resizing, parts and joins.</summary>
    private static Graph Decoder()
    {
        var n = new TestOnnx();
        var x = n.Node("Relu", [Conv(n, n.Input(1, 3, 12, 12), [8, 3, 3, 3], ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }))]);
        var larger = n.Node("ConvTranspose", [x, n.Random(8, 6, 3, 3), n.Random(6)], ("kernel_shape", new[] { 3, 3 }),
            ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }), ("output_padding", new[] { 1, 1 }));
        var same = n.Node("ConvTranspose", [x, n.Random(8, 6, 4, 4)], ("kernel_shape", new[] { 4, 4 }),
            ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }));
        var sized = n.Node("Resize", [Conv(n, x, [6, 8, 1, 1]), "", n.Floats([4], 1, 1, 2, 2)], ("mode", "linear"));
        var near = n.Node("Resize", [Conv(n, x, [6, 8, 1, 1]), "", n.Floats([4], 1, 1, 2, 2)], ("mode", "nearest"),
            ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"));
        var sum = n.Node("Add", [n.Node("Add", [larger, same]), n.Node("Add", [sized, near])]);
        var part = n.Node("Slice", [sum, n.Integers(1, 0), n.Integers(5, 12), n.Integers(1, 3), n.Integers(1, 2)]);
        var clipped = n.Node("Clip", [n.Node("PRelu", [part, n.Random(4, 1, 1)]), n.Floats([], -2.5f), n.Floats([], 3.5f)]);
        var blocks = n.Node("DepthToSpace", [clipped], ("blocksize", 2));
        n.Output(n.Node("ReduceMax", [n.Node("ReduceSum", [blocks, n.Integers(3)])], ("axes", new[] { 2 })));
        return ModelImporter.Import(n.Build(), "net.onnx", _ => null).Sound();
    }

    private static string Conv(TestOnnx n, string x, int[] filter, params (string Name, object Value)[] attributes) =>
        n.Node("Conv", [x, n.Random(filter), n.Random(filter[0])], [("kernel_shape", filter[2..]), .. attributes]);
}
