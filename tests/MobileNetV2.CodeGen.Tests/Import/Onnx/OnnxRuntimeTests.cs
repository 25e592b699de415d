using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Import.Onnx.Operators;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Import.Onnx;

/// <summary>Imported float networks compute what OnnxRuntime computes.</summary>
public sealed class OnnxRuntimeTests
{
    private static readonly Dictionary<string, Func<TestOnnx>> Networks = new()
    {
        ["convolution"] =
            () => Image(8, 9, 3, (n, x) => Conv(n, x, [5, 3, 3, 3], ("pads", new[] { 1, 0, 1, 2 }), ("strides", new[] { 2, 1 }))),
        ["dilated"] =
            () => Image(9, 9, 2, (n, x) => Conv(n, x, [4, 2, 3, 3], ("dilations", new[] { 2, 3 }), ("pads", new[] { 2, 3, 2, 3 }))),
        ["same lower"] = () => Image(8, 8, 2, (n, x) => Conv(n, x, [4, 2, 3, 3], ("strides", new[] { 2, 2 }), ("auto_pad", "SAME_LOWER"))),
        ["groups"] = () => Image(5, 6, 6, (n, x) => Conv(n, x, [4, 3, 3, 3], ("group", 2))),
        ["depthwise"] = () => Image(7, 7, 4, (n, x) => Conv(n, x, [8, 1, 3, 3], ("group", 4), ("pads", new[] { 1, 1, 1, 1 }))),
        ["batch norm"] =
            () => Image(6, 6, 3, (n, x) => n.Node("Clip", [BatchNorm(n, Conv(n, x, [4, 3, 1, 1]), 4), n.Floats([], 0), n.Floats([], 6)])),
        ["batch norm first"] = () => Image(6, 6, 3, (n, x) => Conv(n, n.Node("Relu", [BatchNorm(n, x, 3)]), [4, 3, 3, 3])),
        ["max pool"] = () =>
            Image(7, 8, 3, (n, x) =>
                n.Node("MaxPool", [x], ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }))),
        ["ceil"] = () =>
            Image(7, 8, 3, (n, x) =>
                n.Node("MaxPool", [x], ("kernel_shape", new[] { 2, 3 }), ("strides", new[] { 2, 2 }), ("ceil_mode", 1))),
        ["average"] = () =>
            Image(7, 8, 3, (n, x) =>
                n.Node("AveragePool", [x], ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }))),
        ["average with padding"] = () => Image(7, 8, 3, (n, x) => n.Node(
            "AveragePool", [x], ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }),
            ("count_include_pad", 1))),
        ["squeeze and excitation"] = () => Image(6, 6, 4, (n, x) =>
        {
            var squeezed = n.Node("Relu", [Conv(n, n.Node("GlobalAveragePool", [x]), [2, 4, 1, 1])]);
            return n.Node("Mul", [x, n.Node("Sigmoid", [Conv(n, squeezed, [4, 2, 1, 1])])]);
        }),
        ["swish"] = () => Image(6, 6, 4, (n, x) => n.Node("Mul", [x, n.Node("Sigmoid", [x])])),
        ["hard swish"] = () => Image(6, 6, 4, (n, x) => n.Node("HardSwish", [n.Node("Mul", [x, n.Floats([1], 4)])])),
        ["hard swish of hard sigmoid"] =
            () => Image(6, 6, 4, (n, x) => n.Node("Mul", [x, n.Node("HardSigmoid", [x], ("alpha", 1 / 6f), ("beta", 0.5f))])),
        ["hard swish written out"] = () => Image(6, 6, 4, (n, x) =>
        {
            var six = n.Node("Clip", [n.Node("Add", [x, n.Floats([], 3)]), n.Floats([], 0), n.Floats([], 6)]);
            return n.Node("Div", [n.Node("Mul", [x, six]), n.Floats([], 6)]);
        }),
        ["channel shuffle"] = () => Image(4, 5, 6, (n, x) =>
        {
            var parts = n.Node("Transpose", [n.Node("Reshape", [x, n.Integers(1, 2, 3, 4, 5)])], ("perm", new[] { 0, 2, 1, 3, 4 }));
            return Conv(n, n.Node("Reshape", [parts, n.Integers(1, -1, 4, 5)]), [3, 6, 1, 1]);
        }),
        ["flatten"] = () => Image(3, 4, 5, (n, x) =>
        {
            var flat = n.Node("Flatten", [Conv(n, x, [2, 5, 1, 1])]);
            return n.Node("Gemm", [flat, n.Random(7, 24), n.Random(7)], ("transB", 1), ("alpha", 0.5f));
        }),
        ["mean and matrix"] = () => Image(3, 4, 5, (n, x) =>
        {
            var mean = n.Node("ReduceMean", [Conv(n, x, [8, 5, 1, 1])], ("axes", new[] { 2, 3 }), ("keepdims", 0));
            return n.Node("Softmax", [n.Node("Add", [n.Node("MatMul", [mean, n.Random(8, 6)]), n.Random(6)])], ("axis", -1));
        }),
        ["softmax over channels"] = () => Image(3, 4, 5, (n, x) => n.Node("Softmax", [x], ("axis", 1))),
        ["concatenation"] =
            () => Image(4, 4, 3, (n, x) => n.Node("Concat", [x, n.Node("Relu", [x]), Conv(n, x, [2, 3, 1, 1])], ("axis", 1))),
        ["padding"] = () => Image(4, 4, 3, (n, x) => Conv(n, n.Node("Pad", [x, n.Integers(0, 0, 1, 2, 0, 0, 0, 3)]), [2, 3, 3, 3])),
        ["pixel shuffle"] = () => Image(3, 4, 8, (n, x) => n.Node("DepthToSpace", [x], ("blocksize", 2), ("mode", "CRD"))),
        ["depth to space"] = () => Image(3, 4, 8, (n, x) => n.Node("DepthToSpace", [x], ("blocksize", 2))),
        ["shape arithmetic"] = () => Image(4, 4, 3, (n, x) =>
        {
            var batch = n.Node("Gather", [n.Node("Shape", [x]), n.Integers(0)], ("axis", 0));
            return n.Node("Reshape", [x, n.Node("Concat", [batch, n.Integers(-1)], ("axis", 0))]);
        }),
        ["squeeze"] = () => Image(4, 4, 3, (n, x) =>
        {
            var pooled = n.Node("Squeeze", [n.Node("GlobalMaxPool", [x]), n.Integers(2, 3)]);
            return n.Node("Unsqueeze", [n.Node("Tanh", [pooled]), n.Integers(1)]);
        }),
        ["activations"] = () => Image(4, 4, 3, (n, x) => n.Node(
            "Sub", [n.Node("LeakyRelu", [x], ("alpha", 0.2f)), n.Node("Elu", [n.Node("Neg", [n.Node("Abs", [x])])])])),
        ["split"] = () => Image(4, 4, 6, (n, x) =>
        {
            var left = n.Node("Slice", [x, n.Integers(0), n.Integers(3), n.Integers(1)]);
            var right = n.Node("Slice", [x, n.Integers(-3), n.Integers(99), n.Integers(1), n.Integers(1)]);
            return n.Node("Concat", [n.Node("PRelu", [right, n.Random(3, 1, 1)]), left], ("axis", 1));
        }),
        ["strided slice"] =
            () => Image(5, 6, 3, (n, x) => n.Node("Slice", [x, n.Integers(1, 0), n.Integers(5, 6), n.Integers(2, 3), n.Integers(2, 3)])),
        ["upsampled"] = () => Image(3, 4, 2, (n, x) => n.Node("Resize", [x, "", n.Floats([4], 1, 1, 2, 3)], ("mode", "nearest"))),
        ["resized"] = () => Image(5, 4, 2, (n, x) => n.Node("Resize", [x, "", "", n.Integers(1, 2, 7, 9)], ("mode", "linear"))),
        ["resized to corners"] = () => Image(5, 4, 2, (n, x) => n.Node(
            "Resize", [x, "", "", n.Integers(1, 2, 7, 9)], ("mode", "linear"), ("coordinate_transformation_mode", "align_corners"))),
        ["clipped"] = () => Image(5, 4, 2, (n, x) => n.Node("Clip", [x, n.Floats([], -0.25f), n.Floats([], 0.5f)])),
        ["normalized by hand"] = () => Image(2, 2, 4, (n, x) =>
        {
            var root = n.Node("Sqrt", [n.Node("ReduceSum", [n.Node("Mul", [x, x]), n.Integers(1)])]);
            return n.Node("Div", [x, root]);
        }),
        ["gathered"] = () =>
            Image(4, 5, 3, (n, x) =>
                n.Node("ReduceMax", [n.Node("Gather", [x, n.Integers(1)], ("axis", 2))], ("axes", new[] { 3 }), ("keepdims", 0))),
        ["transposed"] = () => Image(4, 5, 3, (n, x) => Transposed(n, x, [3, 4, 3, 2], ("strides", new[] { 2, 3 }))),
        ["transposed with padding"] = () => Image(4, 5, 3, (n, x) => n.Node("Relu", [Transposed(
            n, x, [3, 4, 4, 4], ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 0, 1, 2 }))])),
        ["transposed with more behind"] = () => Image(4, 5, 3, (n, x) => Transposed(
            n, x, [3, 4, 3, 3], ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }), ("output_padding", new[] { 1, 1 }))),
        ["transposed beyond its window"] = () => Image(4, 5, 3, (n, x) => Transposed(
            n, x, [3, 4, 2, 2], ("strides", new[] { 3, 2 }), ("output_padding", new[] { 2, 1 }))),
        ["transposed in groups"] = () => Image(4, 5, 4, (n, x) => Transposed(n, x, [4, 1, 4, 4], ("strides", new[] { 2, 2 }),
            ("pads", new[] { 1, 1, 1, 1 }), ("group", 4))),
        ["transposed with dilations"] = () => Image(4, 5, 3, (n, x) => Transposed(
            n, x, [3, 4, 3, 2], ("strides", new[] { 2, 1 }), ("dilations", new[] { 2, 3 }), ("pads", new[] { 1, 0, 2, 1 }))),
        ["transposed to the same"] = () => Image(4, 5, 2, (n, x) => Transposed(
            n, x, [2, 3, 3, 3], ("strides", new[] { 2, 2 }), ("auto_pad", "SAME_UPPER"))),
        ["transposed to a shape"] = () => Image(4, 5, 2, (n, x) => Transposed(
            n, x, [2, 3, 3, 3], ("strides", new[] { 2, 2 }), ("output_shape", new[] { 8, 10 }))),
        ["transposed and normalized"] = () => Image(4, 5, 2, (n, x) => n.Node("Relu", [BatchNorm(n, Transposed(n, x, [2, 3, 2, 2]), 3)])),
        ["hard sigmoid"] = () => Image(4, 4, 2, (n, x) => n.Node("HardSigmoid", [n.Node("Mul", [x, n.Floats([1], 4)])])),
        ["space to depth"] = () => Image(4, 6, 3, (n, x) => n.Node("SpaceToDepth", [x], ("blocksize", 2))),
        ["log softmax"] = () => Image(3, 4, 5, (n, x) => n.Node("LogSoftmax", [n.Node("Flatten", [x])], ("axis", 1))),
        ["logarithm and sum"] = () => Image(3, 4, 5, (n, x) =>
        {
            var positive = n.Node("Exp", [x]);
            return n.Node("Sum", [n.Node("Log", [positive]), positive, x]);
        }),
        ["kin of mean"] = () => Image(4, 4, 3, (n, x) =>
        {
            var least = n.Node("ReduceMin", [x], ("axes", new[] { 2, 3 }));
            return n.Node("Sub", [n.Node("ReduceSum", [x, n.Integers(2, 3)]), least]);
        }),
        ["operator set 9"] = () => Image(4, 4, 3, opset: 9, body: (n, x) =>
        {
            var padded = n.Node("Pad", [x], ("mode", "constant"), ("pads", new[] { 0, 0, 1, 1, 0, 0, 1, 1 }), ("value", 0f));
            var clipped = n.Node("Clip", [Conv(n, padded, [4, 3, 3, 3])], ("min", -0.5f), ("max", 0.75f));
            var same = n.Node("Dropout", [clipped], ("ratio", 0.5f));
            var larger = n.Node("Upsample", [same, n.Floats([4], 1, 1, 2, 2)], ("mode", "nearest"));
            var part = n.Node("Slice", [larger], ("axes", new[] { 2, 3 }), ("ends", new[] { 7, 8 }), ("starts", new[] { 1, 2 }));
            var mean = n.Node("ReduceMean", [part], ("axes", new[] { 3 }), ("keepdims", 1));
            return n.Node("Squeeze", [mean], ("axes", new[] { 3 }));
        }),
        ["operator set 23"] = () => Image(4, 4, 3, opset: 23, body: (n, x) =>
        {
            var curved = n.Node("Identity", [n.Node("Gelu", [Conv(n, x, [4, 3, 3, 3])])]);
            var mean = n.Node("ReduceMean", [curved, n.Integers(2, 3)], ("keepdims", 0));
            return n.Node("Unsqueeze", [mean, n.Integers(2)]);
        }),
        ["signal"] = () => Signal(9, 3, (n, x) =>
        {
            var convolved = n.Node("Conv", [x, n.Random(4, 3, 3), n.Random(4)], ("pads", new[] { 2, 0 }), ("dilations", new[] { 2 }));
            var depthwise = n.Node("Conv", [convolved, n.Random(4, 1, 3), n.Random(4)], ("group", 4), ("strides", new[] { 2 }));
            var pooled = n.Node("MaxPool", [BatchNorm(n, depthwise, 4)], ("kernel_shape", new[] { 2 }), ("strides", new[] { 1 }));
            return n.Node("ConvTranspose", [pooled, n.Random(4, 2, 3), n.Random(2)], ("strides", new[] { 2 }), ("pads", new[] { 1, 0 }));
        }),
        ["averages of a signal"] = () => Signal(8, 3, (n, x) =>
        {
            var average = n.Node("AveragePool", [x], ("kernel_shape", new[] { 2 }), ("strides", new[] { 2 }));
            return n.Node("Sub", [n.Node("GlobalAveragePool", [average]), n.Node("GlobalMaxPool", [average])]);
        }),
        ["broadcast"] = () => Image(4, 5, 3, (n, x) =>
        {
            var sum = n.Node("Add", [n.Random(1, 5), n.Node("Mul", [n.Random(3, 1, 1), x])]);
            var mean = n.Node("ReduceMean", [x], ("axes", new[] { 2, 3 }));
            return n.Node("Div", [n.Node("Sub", [n.Floats([], 1), sum]), n.Node("Exp", [mean])]);
        }),
        ["split in three"] = () => Image(4, 4, 6, (n, x) =>
        {
            var parts = n.Node("Split", "", [x, n.Integers(1, 2, 3)], 3, [("axis", 1)]);
            return n.Node("Concat", [parts[2], n.Node("Relu", [parts[0]]), parts[1]], ("axis", 1));
        }),
        ["largest and smallest"] = () => Image(4, 4, 3, (n, x) =>
            n.Node("Max", [n.Node("Min", [x, n.Node("Neg", [x]), n.Random(3, 1, 1)]), n.Floats([], -0.5f)])),
        ["powers"] = () => Image(4, 4, 3, (n, x) =>
        {
            var positive = n.Node("Add", [n.Node("Abs", [x]), n.Floats([], 0.5f)]);
            string Power(float exponent) => n.Node("Pow", [positive, n.Floats([], exponent)]);
            var roots = n.Node("Sum", [Power(0.5f), Power(-0.5f), Power(-1), n.Node("Reciprocal", [positive])]);
            return n.Node("Sum", [roots, Power(1), Power(2), Power(3), n.Node("Sqrt", [positive])]);
        }),
        ["lengths"] = () => Image(4, 4, 3, opset: 18, body: (n, x) =>
        {
            string Over(string kind) => n.Node(kind, [x, n.Integers(1)], ("keepdims", 1));
            return n.Node("Sum", [Over("ReduceL1"), Over("ReduceL2"), Over("ReduceSumSquare")]);
        }),
        ["embedding"] = () => Image(4, 4, 3, opset: 18, body: (n, x) =>
        {
            var flat = n.Node("Flatten", [n.Node("GlobalAveragePool", [Conv(n, x, [8, 3, 3, 3])])]);
            var length = n.Node("Clip", [n.Node("ReduceL2", [flat, n.Integers(1)], ("keepdims", 1)), n.Floats([], 1e-12f), ""]);
            return n.Node("Div", [flat, n.Node("Expand", [length, n.Node("Shape", [flat])])]);
        }),
        ["embedding by its reciprocal root"] = () => Image(4, 4, 3, (n, x) =>
        {
            var sum = n.Node("ReduceSum", [n.Node("Mul", [x, x]), n.Integers(1)]);
            var root = n.Node("Reciprocal", [n.Node("Sqrt", [n.Node("Add", [sum, n.Floats([], 1e-6f)])])]);
            return n.Node("Mul", [x, root]);
        }),
        ["repeated"] = () => Image(2, 3, 3, (n, x) =>
        {
            var mean = n.Node("ReduceMean", [x], ("axes", new[] { 2, 3 }));
            var spread = n.Node("Expand", [mean, n.Integers(1, 3, 2, 6)]);
            return n.Node("Concat", [n.Node("Tile", [x, n.Integers(1, 1, 1, 2)]), spread], ("axis", 1));
        }),
        ["several gathered"] = () => Image(3, 4, 6, (n, x) => n.Node("Gather", [x, n.Integers(4, 0, 1, 2)], ("axis", 1))),
        ["softmax over all"] = () => Image(2, 3, 4, opset: 11, body: (n, x) => n.Node("Softmax", [x], ("axis", 1))),
        ["doubled from the corner"] = () => Image(3, 4, 2, (n, x) => n.Node("Resize", [x, "", n.Floats([4], 1, 1, 2, 2)],
            ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"))),
        ["sizes compared"] = () => Image(5, 4, 3, (n, x) =>
        {
            var (shape, three) = (n.Node("Shape", [x]), n.Integers(3));
            var either = n.Node("Or", [n.Node("Less", [shape, three]), n.Node("Greater", [shape, n.Integers(4)])]);
            var both = n.Node("And", [n.Node("LessOrEqual", [shape, three]), n.Node("GreaterOrEqual", [shape, three])]);
            var chosen = n.Node("Where", [n.Node("Not", [n.Node("Or", [either, both])]), shape, n.Node("Neg", [shape])]);
            return Times(n, x, n.Node("Where", [n.Node("Equal", [chosen, n.Integers(-1)]), n.Integers(7), chosen]));
        }),
        ["numbers of a shape"] = () => Image(5, 4, 3, (n, x) =>
        {
            var shape = n.Node("Shape", [x]);
            var product = n.Node("Max", [n.Node("ReduceProd", [shape], ("keepdims", 0)), n.Node("Size", [x])]);
            var half = n.Node("Mul", [n.Node("Cast", [product], ("to", 1)), n.Floats([], 0.055f)]);
            var rounded = n.Node("Sum", [n.Node("Floor", [half]), n.Node("Ceil", [half]), n.Node("Round", [half])]);
            var whole = n.Node("Mod", [n.Node("Cast", [rounded], ("to", 7)), n.Integers(7)]);
            var counted = n.Node("Range", [n.Node("Squeeze", [n.Integers(2), n.Integers(0)]),
                n.Node("Squeeze", [n.Integers(12), n.Integers(0)]), n.Node("Squeeze", [n.Integers(3), n.Integers(0)])]);
            var ones = n.Node("ConstantOfShape", [n.Integers(4)], ("value", TestOnnx.Whole(-2)));
            var sum = n.Node("Add", [n.Node("Min", [counted, whole]), n.Node("Abs", [ones])]);
            return Times(n, x, n.Node("Expand", [sum, n.Node("Constant", [], ("value", TestOnnx.Whole(4)))]));
        }),
        ["table of numbers"] = () => Image(4, 4, 3, (n, x) =>
        {
            var table = n.Node("Reshape", [n.Integers(1, 2, 3, 4, 5, 6), n.Integers(2, 3)]);
            var part = n.Node("Slice", [n.Node("Transpose", [table]), n.Integers(1), n.Integers(3), n.Integers(0)]);
            var row = n.Node("Gather", [n.Node("Tile", [part, n.Integers(1, 2)]), n.Integers(1)], ("axis", 0));
            return Times(n, x, n.Node("Reshape", [row, n.Integers(4)]));
        }),
        ["anchors"] = () => Image(4, 4, 3, (n, x) =>
        {
            var places = n.Node("Exp", [n.Node("Sub", [n.Random(4, 1), n.Node("Sigmoid", [n.Random(1, 4)])])]);
            var twice = n.Node("Reshape", [n.Node("Concat", [places, places], ("axis", 0)), n.Integers(2, 4, 4)]);
            return n.Node("Add", [x, n.Node("ReduceSum", [twice, n.Integers(0)])]);
        }),
        ["half weights"] =
            () => Image(4, 4, 2, (n, x) => n.Node("Conv", [x, n.Node("Cast", [n.Halves([1, 2, 1, 1], 0.3f, -0.7f)], ("to", 1))])),
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    public static TheoryData<int> OperatorSets => [.. Enumerable.Range(9, 15)];

    /// <summary>Operators of integers, which other tests compare, and those that are refused.</summary>
    private static bool IsComparedElsewhere(string kind) =>
        kind.StartsWith('Q') || kind is "DequantizeLinear" or "DynamicQuantizeLinear" or "ConvInteger" or "MatMulInteger";

    [Theory]
    [MemberData(nameof(Names))]
    public void A_network_computes_what_OnnxRuntime_computes(string name) => Compare(Networks[name]().Build(), 3);

    [Theory]
    [MemberData(nameof(OperatorSets))]
    public void Every_operator_set_is_read_as_OnnxRuntime_reads_it(int opset) => Compare(OfOperatorSet(opset).Build(), 2);

    [Fact]
    public void Every_operator_that_is_read_is_compared() => Assert.Empty(
        OnnxOperators.Kinds.Where(kind => !IsComparedElsewhere(kind)).Except(Networks.Values.SelectMany(make => make().Kinds)));

    /// <summary>OnnxRuntime rounds every result to a half, here they stay float32.</summary>
    [Fact]
    public void A_network_of_halves_computes_what_OnnxRuntime_computes()
    {
        var n = new TestOnnx();
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => (float)Math.Sin(i * 1.7))];
        var x = n.Input(10, [1, 3, 5, 5]);
        var convolved = n.Node("Conv", [x, n.Halves([4, 3, 3, 3], Values(108)), n.Halves([4], Values(4))]);
        var flat = n.Node("Flatten", [n.Node("GlobalAveragePool", [n.Node("Relu", [convolved])])]);
        n.OutputOf(n.Node("Gemm", [flat, n.Halves([4, 6], Values(24)), n.Halves([6], Values(6))]), 10);
        var file = n.Build();
        float[] input = [.. Values(75).Select(v => (float)(Half)v)];

        var graph = Import(file);
        var moved = Moved(input, [1, 3, 5, 5], graph[graph.Inputs[0]].Shape, toLast: true);
        var ours = MemoryMarshal.Cast<byte, float>(
            new ReferenceInterpreter(graph).Run([MemoryMarshal.AsBytes(moved.AsSpan()).ToArray()])[0].AsSpan()).ToArray();
        using var session = new InferenceSession(file);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(
            "x", new DenseTensor<Float16>(input.Select(v => (Float16)v).ToArray(), new[] { 1, 3, 5, 5 }))]);
        float[] theirs = [.. results.Single().AsTensor<Float16>().Select(v => (float)v)];

        Assert.Equal(6, theirs.Length);
        Assert.All(ours.Zip(theirs), pair => Assert.Equal(pair.Second, pair.First, 4e-3 * theirs.Max(Math.Abs)));
    }

    [Theory]
    [InlineData("embedding")]
    [InlineData("embedding by its reciprocal root")]
    [InlineData("normalized by hand")]
    public void Division_by_the_length_becomes_one_operator(string name) =>
        Assert.Contains(Import(Networks[name]().Build()).Operators, o => o is L2Normalization);

    [SkippableFact]
    public void MobileNetV2_computes_what_OnnxRuntime_computes() =>
        Compare(File.ReadAllBytes(SharedData.Require("models", "mobilenet_v2_0.35_128_float.onnx")), 2);

    [SkippableTheory]
    [InlineData("kws_qdq.onnx", 0)]
    [InlineData("resnet8_qdq.onnx", 1)]
    public void A_network_with_quantize_and_dequantize_is_int8_and_within_some_steps_of_OnnxRuntime(string name, int logitSteps)
    {
        var file = File.ReadAllBytes(SharedData.Require("models", name));
        var graph = Import(file);

        Assert.DoesNotContain(graph.Operators, o => FloatDialect.Is(graph, o));
        var step = graph[graph.Operators.Last(o => o is not Dequantize).Output].RequiredQuantization.Scale;
        var (mean, worst, agree) = Distance(file, graph, 20, step);

        // A step of the logits in steps of SOFTMAX, where that is steepest:
        // every operator alone is within a step (OnnxRuntimeStepTests), later ones add up.
        var last = graph.Operators.Last(o => o is not Dequantize);
        var slack = logitSteps * (last is Softmax ? 0.25 * graph[last.Input].RequiredQuantization.Scale / step : 1);
        Assert.InRange(worst, 0, 4 + slack);
        Assert.InRange(mean, 0, 0.5 + (slack / 20));
        Assert.InRange(agree, 18, 20);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Inputs_and_outputs_that_are_integers_in_the_file_stay_integers(bool isUnsigned)
    {
        var n = new TestOnnx();
        string Zero(sbyte at) => isUnsigned ? n.UnsignedBytes([], (byte)(at + 128)) : n.Bytes([], at);
        var real = n.Node("DequantizeLinear", [n.Input(isUnsigned ? 2 : 3, [1, 3, 4, 5]), n.Floats([], 0.02f), Zero(7)]);
        var weights = n.Node("DequantizeLinear", [n.Bytes([2, 3, 1, 1], 10, -20, 30, 127, 5, -90), n.Floats([], 0.01f), n.Bytes([], 0)]);
        var result = n.Node("QuantizeLinear", [n.Node("Conv", [real, weights]), n.Floats([], 0.03f), Zero(-3)]);
        n.OutputOf(result, isUnsigned ? 2 : 3);
        var file = n.Build();

        var graph = Import(file);

        var type = isUnsigned ? ElementType.UInt8 : ElementType.Int8;
        Assert.Equal((type, type), (graph[graph.Inputs[0]].Type, graph[graph.Outputs[0]].Type));
        Assert.DoesNotContain(graph.Operators, o => FloatDialect.Is(graph, o));
        var input = new byte[60];
        new Random(3).NextBytes(input);
        var stored = new byte[60];
        for (var i = 0; i < 60; i++)
            stored[(i % 20 * 3) + (i / 20)] = input[i];
        var ours = new ReferenceInterpreter(graph).Run([stored])[0];
        var theirs = OnnxBytes(file, input, isUnsigned);
        Assert.Equal(40, theirs.Length);
        for (var i = 0; i < 40; i++)
        {
            var (ourStep, theirStep) = (ours[(i % 20 * 2) + (i / 20)], theirs[i]);
            var difference = isUnsigned ? ourStep - theirStep : unchecked((sbyte)ourStep) - unchecked((sbyte)theirStep);
            Assert.InRange(difference, -1, 1);
        }
    }

    private static byte[] OnnxBytes(byte[] file, byte[] input, bool isUnsigned)
    {
        int[] dimensions = [1, 3, 4, 5];
        using var session = new InferenceSession(file);
        var given = isUnsigned
            ? NamedOnnxValue.CreateFromTensor("x", new DenseTensor<byte>(input, dimensions))
            : NamedOnnxValue.CreateFromTensor(
                "x", new DenseTensor<sbyte>(MemoryMarshal.Cast<byte, sbyte>(input.AsSpan()).ToArray(), dimensions));
        using var results = session.Run([given]);
        return isUnsigned
            ? results.Single().AsTensor<byte>().ToArray()
            : MemoryMarshal.AsBytes(results.Single().AsTensor<sbyte>().ToArray().AsSpan()).ToArray();
    }

    [Fact]
    public void Hard_swish_is_recognised_in_all_its_ways() => Assert.All(
        Networks.Where(n => n.Key.StartsWith("hard swish", StringComparison.Ordinal)),
        n => Assert.Contains(Import(n.Value().Build()).Operators, o => o.Kind == "HARD_SWISH"));

    [Fact]
    public void Flattening_costs_no_transposition() =>
        Assert.Equal(["CONV_2D", "RESHAPE", "FULLY_CONNECTED"], Import(Networks["flatten"]().Build()).Operators.Select(o => o.Kind));

    [Fact]
    public void Batch_normalization_and_activation_become_part_of_the_convolution() =>
        Assert.Equal(["CONV_2D"], Import(Networks["batch norm"]().Build()).Operators.Select(o => o.Kind));

    private static Graph Import(byte[] file) => ModelImporter.Import(file, "net.onnx", _ => null).Sound();

    /// <summary>How many steps outputs are apart, on the mean and at the most, and how often the largest is the same.</summary>
    private static (double Mean, double Worst, int Agree) Distance(byte[] file, Graph graph, int cases, float step)
    {
        var quantization = graph[graph.Operators.OfType<Quantize>().First().Output].RequiredQuantization;
        using var session = new InferenceSession(file);
        var dimensions = session.InputMetadata.Single().Value.Dimensions.Select(d => Math.Max(d, 1)).ToArray();
        var (sum, worst, count, agree) = (0.0, 0.0, 0, 0);
        for (var seed = 0UL; seed < (ulong)cases; seed++)
        {
            var random = new TestRandom(seed);
            var level = random.Double(-100, 100);
            float[] input = [.. Enumerable.Range(0, graph[graph.Inputs[0]].Shape.ElementCount).Select(_ =>
                (float)(quantization.Scale * (Math.Clamp(level + random.Double(-60, 60), -128, 127) - quantization.ZeroPoint)))];
            using var results =
                session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], new DenseTensor<float>(input, dimensions))]);
            var expected = results.Single().AsTensor<float>().ToArray();
            var actual = MemoryMarshal.Cast<byte,
                float>(new ReferenceInterpreter(graph).Run([MemoryMarshal.AsBytes(input.AsSpan()).ToArray()])[0]).ToArray();
            foreach (var (a, b) in actual.Zip(expected))
                (sum, worst, count) = (sum + (Math.Abs(a - b) / step), Math.Max(worst, Math.Abs(a - b) / step), count + 1);
            agree += Array.IndexOf(actual, actual.Max()) == Array.IndexOf(expected, expected.Max()) ? 1 : 0;
        }

        return (sum / count, worst, agree);
    }

    private static void Compare(byte[] file, int cases)
    {
        var graph = Import(file);
        var tensor = graph[Assert.Single(graph.Inputs)];
        using var session = new InferenceSession(file);
        var dimensions = session.InputMetadata.Single().Value.Dimensions.Select(d => Math.Max(d, 1)).ToArray();
        for (var seed = 0UL; seed < (ulong)cases; seed++)
        {
            var random = new TestRandom(seed);
            var input = new float[tensor.Shape.ElementCount];
            for (var i = 0; i < input.Length; i++)
                input[i] = (float)random.Double(-1, 1);
            using var results = session.Run(
                [NamedOnnxValue.CreateFromTensor(session.InputNames[0], new DenseTensor<float>(input, dimensions))]);
            var expected = results.Single().AsTensor<float>();
            ReadOnlyMemory<byte> ours = MemoryMarshal.AsBytes(Moved(input, dimensions, tensor.Shape, toLast: true).AsSpan()).ToArray();
            var bytes = new ReferenceInterpreter(graph).Run([ours])[0];
            var output = graph[graph.Outputs[0]].Shape;
            var actual =
                Moved(MemoryMarshal.Cast<byte, float>(bytes.AsSpan()).ToArray(), expected.Dimensions.ToArray(), output, toLast: false);
            var scale = expected.Max(Math.Abs);
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(actual.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-4 * scale));
        }
    }

    /// <summary>Between channels first, as ONNX has images, and channels last, as the graph has them.</summary>
    internal static float[] Moved(float[] data, int[] onnx, Shape ours, bool toLast)
    {
        if (onnx is [var batch, var depth, var length])
            return Moved(data, [batch, depth, 1, length], ours.Rank == 3
                ? new Shape([ours[0], 1, ours[1], ours[2]])
                : ours, toLast);
        if (onnx is not [var n, var c, var h, var w] || !ours.Dimensions.SequenceEqual([n, h, w, c]))
            return data;
        var moved = new float[data.Length];
        for (var i = 0; i < data.Length; i++)
        {
            var (channel, pixel) = Math.DivRem(i % (c * h * w), h * w);
            var last = (i / (c * h * w) * c * h * w) + (pixel * c) + channel;
            if (toLast)
                moved[last] = data[i];
            else
                moved[i] = data[last];
        }

        return moved;
    }

    private static TestOnnx Image(int height, int width, int channels, Func<TestOnnx, string, string> body, int opset = 17)
    {
        var network = new TestOnnx(opset);
        network.Output(body(network, network.Input("N", channels, height, width)));
        return network;
    }

    private static string Conv(TestOnnx n, string x, int[] filter, params (string Name, object Value)[] attributes) =>
        n.Node("Conv", [x, n.Random(filter), n.Random(filter[0])], [("kernel_shape", filter[2..]), .. attributes]);

    private static string Transposed(TestOnnx n, string x, int[] filter, params (string Name, object Value)[] attributes)
    {
        var groups = attributes.Where(a => a.Name == "group").Select(a => (int)a.Value).FirstOrDefault(1);
        return n.Node("ConvTranspose", [x, n.Random(filter), n.Random(filter[1] * groups)], [("kernel_shape", filter[2..]), .. attributes]);
    }

    private static TestOnnx Signal(int length, int channels, Func<TestOnnx, string, string> body)
    {
        var network = new TestOnnx();
        network.Output(body(network, network.Input("N", channels, length)));
        return network;
    }

    /// <summary>The last axis times whole numbers.</summary>
    private static string Times(TestOnnx n, string x, string numbers) =>
        n.Node("Mul", [x, n.Node("Cast", [n.Node("Slice", [numbers, n.Integers(-4), n.Integers(99)])], ("to", 1))]);

    /// <summary>Operators whose operands were attributes once, written as their operator set wants it.</summary>
    private static TestOnnx OfOperatorSet(int opset) => Image(6, 6, 4, opset: opset, body: (n, x) =>
    {
        string With(string kind, int since, string operand, string attribute, int[] numbers, params (string, object)[] others) =>
            opset < since
                ? n.Node(kind, [operand], [(attribute, numbers), .. others])
                : n.Node(kind, [operand, n.Integers([.. numbers.Select(i => (long)i)])], others);
        var padded = With("Pad", 11, x, "pads", [0, 0, 1, 1, 0, 0, 1, 1]);
        var normal = BatchNorm(n, Conv(n, padded, [4, 4, 3, 3]), 4);
        var clipped = opset < 11
            ? n.Node("Clip", [normal], ("min", -0.5f), ("max", 0.5f))
            : n.Node("Clip", [normal, n.Floats([], -0.5f), n.Floats([], 0.5f)]);
        var larger = opset switch
        {
            9 => n.Node("Upsample", [clipped, n.Floats([4], 1, 1, 2, 2)]),
            10 => n.Node("Resize", [clipped, n.Floats([4], 1, 1, 2, 2)]),
            11 or 12 => n.Node("Resize", [clipped, n.Floats([0]), n.Floats([4], 1, 1, 2, 2)]),
            _ => n.Node("Resize", [clipped, "", n.Floats([4], 1, 1, 2, 2)]),
        };
        var part = opset < 10
            ? n.Node("Slice", [larger], ("axes", new[] { 2 }), ("starts", new[] { 1 }), ("ends", new[] { 8 }))
            : n.Node("Slice", [larger, n.Integers(1), n.Integers(8), n.Integers(2)]);
        var halves = opset < 13
            ? n.Node("Split", "", [part], 2, [("axis", 1), ("split", new[] { 1, 3 })])
            : n.Node("Split", "", [part, n.Integers(1, 3)], 2, [("axis", 1)]);
        var pooled = n.Node("AveragePool", [halves[1]], ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }));
        var mean = With("ReduceMean", 18, pooled, "axes", [2], ("keepdims", 1));
        var sum = With("ReduceSum", 13, mean, "axes", [3], ("keepdims", 1));
        var flat = With("Squeeze", 13, n.Node("Dropout", [sum]), "axes", [2, 3]);
        return With("Unsqueeze", 13, n.Node("Softmax", [flat]), "axes", [0]);
    });

    private static string BatchNorm(TestOnnx n, string x, int channels)
    {
        var variances = n.Floats([channels], [.. Enumerable.Range(1, channels).Select(i => i / 3f)]);
        return n.Node("BatchNormalization", [x, n.Random(channels), n.Random(channels), n.Random(channels), variances], ("epsilon", 1e-3f));
    }
}
