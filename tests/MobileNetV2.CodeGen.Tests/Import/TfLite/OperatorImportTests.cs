using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Import.TfLite;

public sealed class OperatorImportTests
{
    private static readonly TestTensor Vector = TestTensor.Int8("input", 1, 6);

    [Fact]
    public void A_network_of_several_operators_imports_whole()
    {
        var graph = SampleModels.Network().Import().Sound();

        Assert.Equal(
            ["QUANTIZE", "CONV_2D", "DEPTHWISE_CONV_2D", "ADD", "MEAN", "FULLY_CONNECTED", "SOFTMAX"],
            graph.Operators.Select(o => o.Kind));
        Assert.Equal("net", graph.Name);
    }

    [Theory]
    [InlineData(0, 2, 1, 4, 4, 0, 1, 0, 1)]
    [InlineData(1, 2, 1, 4, 4, 0, 0, 0, 0)]
    [InlineData(0, 1, 2, 8, 8, 2, 2, 2, 2)]
    public void Convolution_padding_is_resolved_to_pixels(
        byte padding, int stride, int dilation, int height, int width, int top, int bottom, int left, int right)
    {
        var size = padding == 0 ? (height: (height + stride - 1) / stride, width: (width + stride - 1) / stride) : (height: 1, width: 1);
        var op = Single<Conv2D>(SampleModels.Single(
            BuiltinOperator.Conv2D,
            TestTensor.Int8("input", 1, height, width, 2),
            TestTensor.Int8("output", 1, size.height, size.width, 2),
            TestOptions.Conv2D(padding, stride, stride, activation: 1, dilation, dilation),
            TestTensor.Filter("filter", 2, 3, 3, 2),
            TestTensor.Int32s("bias", 1, 2)));

        Assert.Equal(new Padding2D(top, bottom, left, right), op.Padding);
        Assert.Equal((new Size2D(stride, stride), new Size2D(dilation, dilation)), (op.Stride, op.Dilation));
        Assert.Equal(Activation.Relu, op.Activation);
        Assert.Equal(new TensorId(2), op.Bias);
    }

    [Fact]
    public void Height_and_width_are_not_mixed_up()
    {
        var op = Single<Conv2D>(SampleModels.Single(
            BuiltinOperator.Conv2D,
            TestTensor.Int8("input", 1, 9, 5, 1),
            TestTensor.Int8("output", 1, 3, 5, 1),
            TestOptions.Conv2D(padding: 0, strideW: 1, strideH: 3),
            TestTensor.Filter("filter", 1, 5, 3, 1)));

        Assert.Equal(new Size2D(3, 1), op.Stride);
        Assert.Equal(new Padding2D(1, 1, 1, 1), op.Padding);
    }

    /// <summary>The low half of a byte comes first; an odd last weight has a byte of its own.</summary>
    [Fact]
    public void Weights_of_4_bits_are_unpacked()
    {
        var graph = SampleModels.Single(
            BuiltinOperator.Conv2D,
            TestTensor.Int8("input", 1, 2, 2, 1),
            TestTensor.Int8("output", 1, 2, 2, 3),
            TestOptions.Conv2D(padding: 0, strideW: 1, strideH: 1),
            new TestTensor("filter", TensorElementType.Int4, 3, 1, 1, 1) { Scales = [0.25f], ZeroPoints = [0], Data = [0x8F, 0x07] })
            .Import().Sound();
        var filter = graph[graph.Operators.OfType<Conv2D>().Single().Filter];

        Assert.Equal(ElementType.Int8, filter.Type);
        Assert.Equal([0xFF, 0xF8, 0x07], filter.Data!.Value.ToArray());
    }

    [Fact]
    public void An_absent_bias_stays_absent()
    {
        var graph = SampleModels.Network().Import().Sound();

        Assert.Null(graph.Operators.OfType<DepthwiseConv2D>().Single().Bias);
        Assert.Null(graph.Operators.OfType<FullyConnected>().Single().Bias);
    }

    [Fact]
    public void Depth_multiplier_comes_from_the_shapes()
    {
        var op = Single<DepthwiseConv2D>(SampleModels.Single(
            BuiltinOperator.DepthwiseConv2D,
            TestTensor.Int8("input", 2, 4, 4, 2),
            TestTensor.Int8("output", 2, 2, 2, 6),
            TestOptions.DepthwiseConv2D(padding: 1, multiplier: 1, activation: 2),
            TestTensor.Filter("filter", 1, 3, 3, 6)));

        Assert.Equal(3, op.DepthMultiplier);
        Assert.Equal(Activation.ReluN1To1, op.Activation);
    }

    [Fact]
    public void Grouped_convolution_imports()
    {
        var op = Single<Conv2D>(SampleModels.Single(
            BuiltinOperator.Conv2D,
            TestTensor.Int8("input", 1, 2, 2, 4),
            TestTensor.Int8("output", 1, 2, 2, 6),
            TestOptions.Conv2D(),
            TestTensor.Filter("filter", 6, 1, 1, 2)));

        Assert.Equal(new TensorId(1), op.Filter);
    }

    [Theory]
    [InlineData(false, new[] { 6, 5 })]
    [InlineData(true, new[] { 2, 3, 5 })]
    public void Fully_connected_keeps_dimensions_when_asked(bool keep, int[] output)
    {
        var op = Single<FullyConnected>(SampleModels.Single(
            BuiltinOperator.FullyConnected,
            TestTensor.Int8("input", 2, 3, 4),
            TestTensor.Int8("output", output),
            TestOptions.FullyConnected(keepDimensions: keep),
            TestTensor.Filter("filter", 5, 4) with { ZeroPoints = [7] }));

        Assert.Equal(keep, op.KeepDimensions);
    }

    [Theory]
    [InlineData((int)BuiltinOperator.Add, (int)OptionsKind.Add, "ADD")]
    [InlineData((int)BuiltinOperator.Sub, (int)OptionsKind.Sub, "SUB")]
    [InlineData((int)BuiltinOperator.Mul, (int)OptionsKind.Mul, "MUL")]
    public void Elementwise_operators_broadcast_a_constant(int code, int options, string kind)
    {
        var op = Single<ArithmeticOperator>(SampleModels.Single(
            (BuiltinOperator)code,
            TestTensor.Int8("input", 1, 4, 4, 3),
            TestTensor.Int8("output", 1, 4, 4, 3),
            new TestOptions((OptionsKind)options, (byte)3),
            TestTensor.Filter("constant", 3)));

        Assert.Equal((kind, Activation.Relu6), (op.Kind, op.Activation));
    }

    [Fact]
    public void Elementwise_operators_may_lack_options() =>
        Assert.Equal(
            Activation.None,
            Single<Add>(SampleModels.Single(
                BuiltinOperator.Add, Vector, TestTensor.Int8("output", 1, 6), null, TestTensor.Filter("c", 6))).Activation);

    [Fact]
    public void Pools_import_with_window_stride_and_padding()
    {
        var options = TestOptions.Pool2D(padding: 0, strideW: 2, strideH: 1, filterW: 3, filterH: 2);
        var (input, output) = (TestTensor.Int8("input", 1, 4, 5, 2), TestTensor.Int8("output", 1, 4, 3, 2));

        var average = Single<AveragePool2D>(SampleModels.Single(BuiltinOperator.AveragePool2D, input, output, options));
        var max = Single<MaxPool2D>(SampleModels.Single(BuiltinOperator.MaxPool2D, input, output, options));

        Assert.Equal((new Size2D(2, 3), new Size2D(1, 2), new Padding2D(0, 1, 1, 1)), (average.Window, average.Stride, average.Padding));
        Assert.Equal((average.Window, average.Stride, average.Padding), (max.Window, max.Stride, max.Padding));
    }

    [Theory]
    [InlineData(true, new[] { 1, 1, 1, 3 })]
    [InlineData(false, new[] { 1, 3 })]
    public void Mean_axes_count_from_the_front(bool keep, int[] output)
    {
        var op = Single<Mean>(SampleModels.Single(
            BuiltinOperator.Mean,
            TestTensor.Int8("input", 1, 4, 5, 3),
            TestTensor.Int8("output", output),
            new TestOptions(OptionsKind.Reducer, keep),
            TestTensor.Int32s("axes", -2, 1, 2)));

        Assert.Equal<int>([1, 2], op.Axes);
        Assert.Single(op.Inputs);
    }

    [Fact]
    public void Softmax_has_its_beta()
    {
        var output = TestTensor.Int8("output", 1, 6) with { Scales = [1f / 256], ZeroPoints = [-128] };

        Assert.Equal(
            0.5f,
            Single<Softmax>(SampleModels.Single(BuiltinOperator.Softmax, Vector, output, new TestOptions(OptionsKind.Softmax, 0.5f))).Beta);
    }

    [Theory]
    [InlineData((int)BuiltinOperator.Relu, "RELU")]
    [InlineData((int)BuiltinOperator.Relu6, "RELU6")]
    [InlineData((int)BuiltinOperator.ReluN1To1, "RELU_N1_TO_1")]
    public void Activations_import_as_operators(int code, string kind) =>
        Assert.Equal(kind, Single<Relu>(SampleModels.Single((BuiltinOperator)code, Vector, TestTensor.Int8("output", 1, 6))).Kind);

    [Fact]
    public void Reshape_takes_its_shape_from_a_tensor_or_options_or_the_output()
    {
        var output = TestTensor.Int8("output", 2, 3);
        var options = new TestOptions(OptionsKind.Reshape, [output.Shape]);

        Single<Reshape>(SampleModels.Single(BuiltinOperator.Reshape, Vector, output, null, TestTensor.Int32s("shape", -1, 3)));
        Single<Reshape>(SampleModels.Single(BuiltinOperator.Reshape, Vector, output, options));
        var op = Single<Reshape>(SampleModels.Single(BuiltinOperator.Reshape, Vector, output));

        Assert.Equal("RESHAPE", op.Kind);
        Assert.Single(op.Inputs);
    }

    [Theory]
    [InlineData(new int[0], new[] { 3, 2 })]
    [InlineData(new[] { -2 }, new[] { 1, 3, 2 })]
    public void Squeeze_drops_dimensions(int[] dimensions, int[] output) =>
        Assert.Equal("SQUEEZE", Single<Reshape>(SampleModels.Single(
            BuiltinOperator.Squeeze,
            TestTensor.Int8("input", 1, 3, 1, 2),
            TestTensor.Int8("output", output),
            new TestOptions(OptionsKind.Squeeze, dimensions))).Kind);

    [Theory]
    [InlineData(0, new[] { 1, 3, 2 })]
    [InlineData(-1, new[] { 3, 2, 1 })]
    public void Expand_dims_adds_one(int axis, int[] output) =>
        Assert.Equal("EXPAND_DIMS", Single<Reshape>(SampleModels.Single(
            BuiltinOperator.ExpandDims, TestTensor.Int8("input", 3, 2), TestTensor.Int8("output", output), null,
            TestTensor.Int32s("axis", axis))).Kind);

    [Fact]
    public void Pad_fills_with_the_zero_point()
    {
        var op = Single<Pad>(SampleModels.Single(
            BuiltinOperator.Pad,
            TestTensor.Int8("input", 2, 3),
            TestTensor.Int8("output", 3, 7),
            null,
            TestTensor.Int32s("paddings", [2, 2], [0, 1, 1, 3])));

        Assert.Equal<int>([0, 1], op.Before);
        Assert.Equal<int>([1, 3], op.After);
        Assert.Equal(3, op.Value);
    }

    [Fact]
    public void PadV2_fills_with_its_constant()
    {
        var op = Single<Pad>(SampleModels.Single(
            BuiltinOperator.PadV2,
            TestTensor.Int8("input", 2),
            TestTensor.Int8("output", 4),
            null,
            TestTensor.Int64s("paddings", 1, 1) with { Shape = [1, 2] },
            TestTensor.Int8("value") with { Data = [0xF0] }));

        Assert.Equal(-16, op.Value);
    }

    [Fact]
    public void Concatenation_axis_counts_from_the_front()
    {
        var model = new TestModel();
        var (a, b) = (model.Input(TestTensor.Int8("a", 1, 2, 3)), model.Input(TestTensor.Int8("b", 1, 2, 4)));
        model.Operator(BuiltinOperator.Concatenation, [a, b, a], [model.Output(TestTensor.Int8("c", 1, 2, 10))],
            new TestOptions(OptionsKind.Concatenation, -1, (byte)0));

        var op = Single<Concatenation>(model);

        Assert.Equal(2, op.Axis);
        Assert.Equal<TensorId>([new(0), new(1), new(0)], op.Inputs);
    }

    [Fact]
    public void Transpose_has_its_permutation() =>
        Assert.Equal<int>(
            [0, 2, 1],
            Single<Transpose>(SampleModels.Single(
                BuiltinOperator.Transpose,
                TestTensor.Int8("input", 1, 2, 3),
                TestTensor.Int8("output", 1, 3, 2),
                null,
                TestTensor.Int32s("permutation", 0, 2, 1))).Permutation);

    [Fact]
    public void Floats_pass_the_border_through_quantize_and_dequantize()
    {
        var model = new TestModel();
        var input = model.Input(new TestTensor("input", TensorElementType.Float32, 1, 4));
        var inner = model.Tensor(TestTensor.Int8("inner", 1, 4));
        model.Operator(BuiltinOperator.Quantize, [input], [inner]);
        model.Operator(BuiltinOperator.Dequantize, [inner], [model.Output(new TestTensor("output", TensorElementType.Float32, 1, 4))]);

        var graph = model.Import().Sound();

        Assert.IsType<Quantize>(graph.Operators[0]);
        Assert.IsType<Dequantize>(graph.Operators[1]);
    }

    /// <summary>As converters write networks with float16 weights, small ones and large ones.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(9000)]
    public void Halves_behind_dequantize_are_weights(int channels)
    {
        var model = new TestModel();
        var input = model.Input(new TestTensor("input", TensorElementType.Float32, 1, 2, 2, 3));
        var filter = Halves("filter", channels, 1, 1, 3);
        var bias = Halves("bias", channels);
        model.Operator(BuiltinOperator.Conv2D, [input, filter, bias],
            [model.Output(new TestTensor("output", TensorElementType.Float32, 1, 2, 2, channels))], TestOptions.Conv2D());

        var graph = model.Import().Sound();

        var convolution = Assert.IsType<Conv2D>(Assert.Single(graph.Operators));
        var weights = graph[convolution.Filter].Data!.Value.Span;
        Assert.Equal([0f, 0.5f, 1f], MemoryMarshal.Cast<byte, float>(weights)[..3].ToArray());

        int Halves(string name, params int[] shape)
        {
            var count = shape.Aggregate(1, (a, b) => a * b);
            var halves = model.Tensor(new TestTensor(name, TensorElementType.Float16, shape)
            {
                Data = [.. Enumerable.Range(0, count).SelectMany(i => BitConverter.GetBytes((Half)(i % 64 * 0.5f)))],
            });
            var reals = model.Tensor(new TestTensor(name + "_real", TensorElementType.Float32, shape));
            model.Operator(BuiltinOperator.Dequantize, [halves], [reals]);
            return reals;
        }
    }

    private static T Single<T>(TestModel model)
        where T : Operator
    {
        var outcome = model.Import();
        return Assert.IsAssignableFrom<T>(Assert.Single(outcome.Sound().Operators));
    }
}
