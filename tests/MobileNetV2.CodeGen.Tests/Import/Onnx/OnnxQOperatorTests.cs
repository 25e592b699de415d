using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Import.Onnx;

/// <summary>Operators that compute with integers themselves become int8 operators, within one step of OnnxRuntime.</summary>
public sealed class OnnxQOperatorTests
{
    private const string Microsoft = "com.microsoft";

    private static readonly Dictionary<string, (string Kind, Func<Network, string> Body)> Networks = new()
    {
        ["convolution"] = ("CONV_2D",
            n =>
                n.Node("QLinearConv", "", [.. n.X, .. n.Weights([5, 4, 3, 3], 5), .. n.Scale(0.05f), n.Biases(5)], ("pads",
                    new[] { 1, 1, 1, 1 }))),
        ["one scale"] = ("CONV_2D",
            n => n.Node("QLinearConv", "", [.. n.X, .. n.Weights([5, 4, 3, 3], 1), .. n.Scale(0.05f)], ("strides", new[] { 2, 2 }))),
        ["depthwise"] = ("DEPTHWISE_CONV_2D",
            n => n.Node("QLinearConv", "", [.. n.X, .. n.Weights([4, 1, 3, 3], 4), .. n.Scale(0.03f), n.Biases(4)], ("group", 4))),
        ["matrix"] = ("FULLY_CONNECTED", n => n.Node("QLinearMatMul", "", [.. n.Flat, .. n.Weights([144, 6], 6), .. n.Scale(0.1f)])),
        ["gemm"] = ("FULLY_CONNECTED",
            n => n.Node("QGemm", Microsoft, [.. n.Flat, .. n.Weights([7, 144], 7), n.Biases(7), .. n.Scale(0.1f)], ("transB", 1))),
        ["gemm with a factor"] = ("FULLY_CONNECTED",
            n => n.Node("QGemm", Microsoft, [.. n.Flat, .. n.Weights([144, 7], 1), n.Biases(7), .. n.Scale(0.1f)], ("alpha", 0.5f))),
        ["sum"] = ("ADD", n => n.Node("QLinearAdd", Microsoft, [.. n.X, .. n.X, .. n.Scale(0.03f)])),
        ["product"] = ("MUL", n => n.Node("QLinearMul", Microsoft, [.. n.X, .. n.Swish, .. n.Scale(0.02f)])),
        ["average"] = ("AVERAGE_POOL_2D",
            n =>
                n.Node("QLinearAveragePool", Microsoft, [.. n.X, .. n.XScale], ("kernel_shape", new[] { 2, 3 }),
                    ("strides", new[] { 2, 1 }))),
        ["global average"] =
            ("MEAN", n => n.Node("QLinearGlobalAveragePool", Microsoft, [.. n.X, .. n.Scale(0.01f)], ("channels_last", 0))),
        ["sigmoid"] = ("LOGISTIC", n => n.Node("QLinearSigmoid", Microsoft, [.. n.X, .. n.Scale(1f / 256, low: true)])),
        ["leaky"] = ("LEAKY_RELU", n => n.Node("QLinearLeakyRelu", Microsoft, [.. n.X, .. n.Scale(0.017f)], ("alpha", 0.1f))),
        ["softmax"] = ("SOFTMAX",
            n => n.Node("QLinearSoftmax", Microsoft, [.. n.Flat, .. n.Scale(1f / 256, low: true)], ("axis", -1), ("opset", 13))),
        ["concatenation"] = ("CONCATENATION", n => n.Node("QLinearConcat", Microsoft, [.. n.XScale, .. n.X, .. n.X], ("axis", 1))),
        ["pool between"] = ("MAX_POOL_2D", n => n.Node("MaxPool", "", [n.X[0]], ("kernel_shape", new[] { 2, 2 }))),
    };

    public static TheoryData<string, bool> Names
    {
        get
        {
            var names = new TheoryData<string, bool>();
            foreach (var name in Networks.Keys)
            {
                names.Add(name, false);
                names.Add(name, true);
            }

            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_an_int8_operator_within_one_step_of_OnnxRuntime(string name, bool isUnsigned)
    {
        var (kind, body) = Networks[name];
        var network = new Network(isUnsigned);
        var result = body(network);
        var file = network.Build(result);
        var graph = ModelImporter.Import(file, "net.onnx", _ => null).Sound();

        Assert.Contains(graph.Operators, op => op.Kind == kind);
        Assert.DoesNotContain(graph.Operators, op => FloatDialect.Is(graph, op));

        // Without it, sums of unsigned times signed products saturate at 16 bits on some machines.
        using var options = new SessionOptions();
        if (isUnsigned)
            options.AddSessionConfigEntry("session.x64quantprecision", "1");
        using var session = new InferenceSession(file, options);
        for (var seed = 1; seed <= 3; seed++)
        {
            var random = new Random(seed);
            float[] input = [.. Enumerable.Range(0, 4 * 36).Select(_ => (random.NextSingle() * 4) - 2)];
            using var results = session.Run([NamedOnnxValue.CreateFromTensor("x", new DenseTensor<float>(input, [1, 4, 6, 6]))]);
            var tensor = results.Single().AsTensor<float>();
            var output = graph[graph.Outputs[0]].Shape;
            var ours = MemoryMarshal.Cast<byte, float>(new ReferenceInterpreter(graph).Run(
                [MemoryMarshal.AsBytes(OnnxRuntimeTests.Moved(input, [1, 4, 6, 6], graph[graph.Inputs[0]].Shape, toLast: true).AsSpan())
                    .ToArray()])[0].AsSpan()).ToArray();
            var theirs = OnnxRuntimeTests.Moved(tensor.ToArray(), tensor.Dimensions.ToArray(), output, toLast: true);
            var step = graph[graph.Operators.OfType<Dequantize>().Single().Input].RequiredQuantization.Scale;
            Assert.Equal(theirs.Length, ours.Length);
            Assert.All(ours.Zip(theirs), pair => Assert.InRange(Math.Abs(pair.First - pair.Second) / step, 0, 1.001));
            Assert.True(theirs.Distinct().Count() > 3, "the outputs do not vary");
        }
    }

    [Fact]
    public void Ranges_at_run_time_are_refused_with_the_way_out()
    {
        var file = new TestOnnx();
        file.Output(
            file.Node("ConvInteger", [file.Node("QuantizeLinear", [file.Input("N", 1, 4, 4), file.Floats([], 1), file.Bytes([], 0)]),
                file.Bytes([1, 1, 1, 1], 1)]));

        var diagnostic = Assert.Single(ModelImporter.Import(file.Build(), "net.onnx", _ => null).Diagnostics);

        Assert.Equal("MNV1203", diagnostic.Code);
        Assert.Contains("ConvInteger", diagnostic.Location + diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains("mnv2c quantize", diagnostic.Help, StringComparison.Ordinal);
    }

    /// <summary>A network that quantizes its input, with constants in the type of its weights.</summary>
    private sealed class Network(bool isUnsigned)
    {
        private readonly TestOnnx _file = new();
        private readonly Random _random = new(7);
        private string[] _x = [];
        private string[] _scale = [];

        /// <summary>The input's integers, scale and zero point.</summary>
        public string[] X => _x.Length > 0 ? _x : _x = Quantized(_file.Input("N", 4, 6, 6), XScale);

        public string[] Flat => [_file.Node("Flatten", [X[0]]), .. XScale];

        public string[] Swish
        {
            get
            {
                var scale = Scale(1f / 256, low: true);
                return [Node("QLinearSigmoid", Microsoft, [.. X, .. scale]), .. scale];
            }
        }

        public string[] XScale => Result = _scale.Length > 0 ? _scale : _scale = Scale(2f / 128);

        private string[] Result { get; set; } = [];

        public string[] Scale(float scale, bool low = false) => Result =
            [_file.Floats([], scale),
                isUnsigned ? _file.UnsignedBytes([], (byte)(low ? 0 : 131)) : _file.Bytes([], (sbyte)(low ? -128 : 3))];

        /// <summary>Symmetric for several scales; a single scale of unsigned ones has a zero point in their midst.</summary>
        public string[] Weights(int[] shape, int scales)
        {
            var count = shape.Aggregate(1, (a, b) => a * b);
            var steps = _file.Floats(scales == 1 ? [] : [scales], [.. Enumerable.Range(0, scales).Select(i => 0.002f + (0.0005f * i))]);
            if (isUnsigned && scales == 1)
                return [_file.UnsignedBytes(shape, [.. Enumerable.Range(0, count).Select(_ => (byte)_random.Next(256))]), steps,
                    _file.UnsignedBytes([], 121)];
            return
            [
                _file.Bytes(shape, [.. Enumerable.Range(0, count).Select(_ => (sbyte)_random.Next(-127, 128))]), steps,
                _file.Bytes(scales == 1 ? [] : [scales], new sbyte[scales]),
            ];
        }

        public string Biases(int count) => _file.Int32s([count], [.. Enumerable.Range(0, count).Select(_ => _random.Next(-3000, 3000))]);

        public string Node(string kind, string domain, string[] inputs, params (string Name, object Value)[] attributes) =>
            _file.Node(kind, domain, inputs, attributes);

        public byte[] Build(string result)
        {
            _file.Output(_file.Node("DequantizeLinear", [result, .. Result]));
            return _file.Build();
        }

        private string[] Quantized(string x, string[] scale) => [_file.Node("QuantizeLinear", [x, .. scale]), .. scale];
    }
}
