using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Import.Onnx;

/// <summary>Operators between DequantizeLinear and QuantizeLinear, in all the types that these have, within one step of
/// OnnxRuntime.</summary>
public sealed class OnnxQuantizedTests
{
    private const int Opset = 21;

    private static readonly Dictionary<string, (string Kind, bool IsWide, Func<Network, string> Body)> Networks = new()
    {
        ["weights of 4 bits"] = ("CONV_2D", false, n => n.Conv(n.Nibbles([6, 4, 3, 3], isUnsigned: false, scales: 1))),
        ["unsigned weights of 4 bits"] = ("CONV_2D", false, n => n.Conv(n.Nibbles([6, 4, 3, 3], isUnsigned: true, scales: 1))),
        ["weights of 4 bits by channel"] = ("CONV_2D", false, n => n.Conv(n.Nibbles([6, 4, 3, 3], isUnsigned: false, scales: 6))),
        ["convolution of 16 bits"] = ("CONV_2D", true, n => n.Conv(n.Weights([6, 4, 3, 3], 6), biases: 6)),
        ["depthwise of 16 bits"] = ("DEPTHWISE_CONV_2D", true, n => n.Conv(n.Weights([4, 1, 3, 3], 4), biases: 4, ("group", 4))),
        ["matrix of 16 bits"] = ("FULLY_CONNECTED", true,
            n => n.Result(n.File.Node("Gemm", [n.File.Node("Flatten", [n.X]), n.Weights([5, 144], 1)], ("transB", 1)))),
        ["sum of 16 bits"] = ("ADD", true, n => n.Result(n.File.Node("Add", [n.X, n.Curve()]))),
        ["product of 16 bits"] = ("MUL", true, n => n.Result(n.File.Node("Mul", [n.X, n.Curve()]))),
        ["pool of 16 bits"] =
            ("MAX_POOL_2D", true, n => n.Result(n.File.Node("MaxPool", [n.X], ("kernel_shape", new[] { 2, 2 })), n.XScale)),
        ["transposed"] = ("TRANSPOSE_CONV", false, n => n.Transposed([4, 3, 3, 3], ("strides", new[] { 2, 2 }))),
        ["transposed with dilations"] = ("TRANSPOSE_CONV", false,
            n => n.Transposed([4, 3, 3, 2], ("strides", new[] { 2, 1 }), ("dilations", new[] { 2, 3 }))),
        ["transposed with more behind"] = ("TRANSPOSE_CONV", false,
            n => n.Transposed([4, 3, 2, 2], ("strides", new[] { 3, 3 }), ("output_padding", new[] { 1, 2 }))),
        ["transposed in groups"] = ("TRANSPOSE_CONV", false,
            n => n.Transposed([4, 2, 3, 3], ("strides", new[] { 2, 2 }), ("group", 2))),
        ["signal"] = ("CONV_2D", false, n => n.Signal()),
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_computes_with_integers_within_one_step_of_OnnxRuntime(string name)
    {
        var (kind, isWide, body) = Networks[name];
        var network = new Network(isWide);
        network.File.Output(body(network));
        var file = network.File.Build();
        var graph = ModelImporter.Import(file, "net.onnx", _ => null).Sound();

        var op = Assert.Single(graph.Operators, o => o.Kind == kind);
        Assert.DoesNotContain(graph.Operators, o => FloatDialect.Is(graph, o));
        Assert.Equal(isWide ? ElementType.Int16 : ElementType.Int8, graph[op.Output].Type);
        // As the file says it: fused integer kernels saturate on some machines.
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL };
        using var session = new InferenceSession(file, options);
        for (var seed = 1; seed <= 3; seed++)
        {
            var random = new Random(seed);
            float[] input = [.. Enumerable.Range(0, 144).Select(_ => (random.NextSingle() * 4) - 2)];
            int[] dimensions = [.. session.InputMetadata["x"].Dimensions.Select(d => Math.Max(d, 1))];
            using var results = session.Run([NamedOnnxValue.CreateFromTensor("x", new DenseTensor<float>(input, dimensions))]);
            var tensor = results.Single().AsTensor<float>();
            var theirs = OnnxRuntimeTests.Moved(tensor.ToArray(), tensor.Dimensions.ToArray(), graph[graph.Outputs[0]].Shape, toLast: true);
            var moved = OnnxRuntimeTests.Moved(input, dimensions, graph[graph.Inputs[0]].Shape, toLast: true);
            var ours = MemoryMarshal.Cast<byte, float>(
                new ReferenceInterpreter(graph).Run([MemoryMarshal.AsBytes(moved.AsSpan()).ToArray()])[0].AsSpan()).ToArray();
            Assert.Equal(theirs.Length, ours.Length);
            Assert.All(ours.Zip(theirs), pair => Assert.InRange(Math.Abs(pair.First - pair.Second) / network.Step, 0, 1.001));
            Assert.True(theirs.Distinct().Count() > 3, "the outputs do not vary");
        }
    }

    [Theory]
    [InlineData("ConvInteger")]
    [InlineData("MatMulInteger")]
    [InlineData("DynamicQuantizeLinear")]
    public void Ranges_at_run_time_are_refused_with_the_way_out(string kind)
    {
        var file = new TestOnnx();
        file.Output(file.Node(kind, [file.Input(1, 4), file.Bytes([4, 1], 1, 2, 3, 4)]));

        var diagnostic = Assert.Single(ModelImporter.Import(file.Build(), "net.onnx", _ => null).Diagnostics);

        Assert.Equal("MNV1203", diagnostic.Code);
        Assert.Contains(kind, diagnostic.Location + diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains("mnv2c quantize", diagnostic.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void Activations_of_16_bits_with_a_zero_point_are_refused()
    {
        var file = new TestOnnx(Opset);
        var quantized = file.Node("QuantizeLinear", [file.Input(1, 4), file.Floats([], 0.1f), file.Shorts([], 5)]);
        file.Output(file.Node("DequantizeLinear", [quantized, file.Floats([], 0.1f), file.Shorts([], 5)]));

        Assert.Contains("zero point 5", Assert.Single(ModelImporter.Import(file.Build(), "net.onnx", _ => null).Diagnostics).Message,
            StringComparison.Ordinal);
    }

    /// <summary>A picture of 4 channels and 6x6 pixels that was quantized, and what comes of it, quantized again.</summary>
    private sealed class Network(bool isWide)
    {
        private readonly Random _random = new(11);
        private string? _x;

        public TestOnnx File { get; } = new(Opset);

        public float XScale => isWide ? 2f / 32768 : 2f / 128;

        /// <summary>The scale of the result.</summary>
        public float Step { get; private set; }

        public string X => _x ??= Again(File.Input("N", 4, 6, 6), XScale);

        public string Again(string real, float scale)
        {
            string[] operands = [File.Floats([], scale), isWide ? File.Shorts([], 0) : File.Bytes([], 3)];
            return File.Node("DequantizeLinear", [File.Node("QuantizeLinear", [real, .. operands]), .. operands]);
        }

        public string Curve() => Again(File.Node("Sigmoid", [X]), 1f / 32768);

        public string Result(string real, float? scale = null) => Again(real, Step = scale ?? (isWide ? 0.0003f : 0.05f));

        public string Conv(string weights, int biases = 0, params (string Name, object Value)[] attributes) =>
            Result(File.Node("Conv", biases == 0 ? [X, weights] : [X, weights, Biases(biases)], attributes));

        public string Transposed(int[] shape, params (string Name, object Value)[] attributes) =>
            Result(File.Node("ConvTranspose", [X, Weights(shape, shape[1], axis: 1)], attributes));

        public string Signal()
        {
            var x = Again(File.Input("N", 4, 36), XScale);
            return Result(File.Node("Conv", [x, Weights([5, 4, 3], 5)], ("pads", new[] { 2, 0 }), ("strides", new[] { 2 })));
        }

        public string Weights(int[] shape, int scales, int axis = 0)
        {
            sbyte[] weights = [.. Enumerable.Range(0, Count(shape)).Select(_ => (sbyte)_random.Next(-127, 128))];
            return File.Node("DequantizeLinear",
                [File.Bytes(shape, weights), Scales(scales, 0.002f), File.Bytes(scales == 1 ? [] : [scales], new sbyte[scales])],
                ("axis", axis));
        }

        public string Nibbles(int[] shape, bool isUnsigned, int scales)
        {
            int[] weights = [.. Enumerable.Range(0, Count(shape)).Select(_ => _random.Next(0, 16))];
            int[] zeros = [.. Enumerable.Repeat(isUnsigned ? 8 : 0, scales)];
            return File.Node("DequantizeLinear",
                [File.Nibbles(shape, isUnsigned, weights), Scales(scales, 0.03f),
                    File.Nibbles(scales == 1 ? [] : [scales], isUnsigned, zeros)],
                ("axis", 0));
        }

        private string Biases(int count)
        {
            int[] biases = [.. Enumerable.Range(0, count).Select(_ => _random.Next(-30_000, 30_000))];
            var scales = File.Floats([count], [.. Enumerable.Range(0, count).Select(i => (0.002f + (0.0005f * i)) * XScale)]);
            return File.Node("DequantizeLinear", [File.Int32s([count], biases), scales], ("axis", 0));
        }

        private string Scales(int count, float first) =>
            File.Floats(count == 1 ? [] : [count], [.. Enumerable.Range(0, count).Select(i => first + (0.0005f * i))]);

        private static int Count(int[] shape) => shape.Aggregate(1, (a, b) => a * b);
    }
}
