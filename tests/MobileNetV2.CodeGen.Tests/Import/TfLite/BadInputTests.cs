using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Tests.Import.Description;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Import.TfLite;

/// <summary>Each kind of bad file gives a diagnostic with code, place, message and help.</summary>
public sealed class BadInputTests
{
    private static readonly TestTensor Plain = TestTensor.Int8("input", 1, 4);

    [Fact]
    public void Empty_file() => Expect(Import([]), "MNV1001", "net.tflite", "0 bytes", "again");

    [Fact]
    public void Garbage() => Expect(Import([.. "garbage!"u8]), "MNV1002", "net.tflite", "6761726261676521", ".tflite");

    [Fact]
    public void Wrong_magic()
    {
        var file = SampleModels.Network().Build();
        file[7] = (byte)'4';

        Expect(Import(file), "MNV1002", "net.tflite", "54464C34", "TFL3");
    }

    [Fact]
    public void Truncated_file()
    {
        var file = SampleModels.Network().Build();

        for (var length = 8; length < file.Length; length += 7)
        {
            var outcome = Import(file[..length]);
            Assert.False(outcome.Succeeded);
            Assert.All(outcome.Diagnostics, d => Assert.StartsWith("net.tflite", d.Location, StringComparison.Ordinal));
        }

        Expect(Import(file[..(file.Length / 2)]), "MNV1004", "net.tflite", "at byte", "again");
    }

    [Fact]
    public void Root_offset_outside_the_file()
    {
        var file = SampleModels.Network().Build();
        BitConverter.GetBytes(0x7FFFFFF0).CopyTo(file, 0);

        Expect(Import(file), "MNV1004", "net.tflite", "at byte 0: an offset of 2147483632 bytes leaves the file", "again");
    }

    [Fact]
    public void Unknown_schema_version()
    {
        var model = SampleModels.Relu(Plain);
        model.Version = 4;

        Expect(model, "MNV1005", "net.tflite", "version 4, only version 3", "convert");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Several_subgraphs_or_none(int count)
    {
        var model = SampleModels.Relu(Plain);
        model.SubGraphs = count;

        Expect(model, "MNV1006", "net.tflite", $"{(count == 0 ? "no subgraph" : "2 subgraphs")}, exactly 1", count == 0
            ? "export"
            : "single signature");
    }

    [Fact]
    public void State_is_told_from_control_flow()
    {
        var state = SampleModels.Relu(Plain);
        state.Operator(BuiltinOperator.CallOnce, [], []);
        state.Operator(BuiltinOperator.VarHandle, [], [state.Tensor(Plain)]);
        state.SubGraphs = 2;
        var loop = SampleModels.Relu(Plain);
        loop.Operator(BuiltinOperator.While, [0], [loop.Tensor(Plain)]);
        loop.SubGraphs = 3;

        Expect(state, "MNV1006", "net.tflite", "keeps state between inferences (CALL_ONCE, VAR_HANDLE)", "inputs and outputs");
        Expect(loop, "MNV1006", "net.tflite", "control flow (WHILE), so that it has 3 subgraphs", "loops unrolled");
    }

    [Theory]
    [InlineData("edgetpu-custom-op", "Google's Edge TPU: edgetpu_compiler has")]
    [InlineData("ethos-u", "Arm's Ethos-U: Vela has")]
    [InlineData("NeutronGraph", "NXP's eIQ Neutron: neutron-converter has")]
    [InlineData("XC_conv2d_v2", "XMOS's xcore: xcore-opt has")]
    public void A_file_made_for_an_accelerator_is_said_to_be_one_and_nothing_else(string custom, string expected)
    {
        var model = SampleModels.Relu(Plain);
        model.Operator(BuiltinOperator.Custom, [0], [model.Tensor(Plain)], custom: custom);
        model.Operator(BuiltinOperator.Where, [0], [model.Tensor(Plain)]);
        model.SubGraphs = 2;

        Expect(model, "MNV1030", "net.tflite", expected, "from before that step");
    }

    [Fact]
    public void The_way_out_is_to_cut_only_where_no_layer_with_weights_depends_on_the_operator()
    {
        var model = SampleModels.Network();
        model.Operator(BuiltinOperator.Where, [model.Inputs[0]], [model.Tensor(Plain)]);
        model.Operator(BuiltinOperator.Custom, [model.Outputs[0]], [model.Tensor(Plain)], custom: "FlexErf");
        var inside = SampleModels.Convolution();
        inside.Operator(BuiltinOperator.Lstm, [inside.Tensor(Plain)], [inside.Inputs[0]]);

        var nothing = SampleModels.Relu(Plain);
        nothing.Operator(BuiltinOperator.Lstm, [nothing.Outputs[0]], [nothing.Tensor(Plain)]);

        var tail = model.Import().Diagnostics;

        Assert.Equal(["MNV1007", "MNV1008"], tail.Select(d => d.Code));
        Assert.All(tail, d => Assert.Contains("end the network before it", d.Help, StringComparison.Ordinal));
        Assert.StartsWith("convert without SELECT_TF_OPS", tail[1].Help, StringComparison.Ordinal);
        Expect(inside, "MNV1007", "net.tflite: operator #1 LSTM", "LSTM is not supported", "cannot end before it");
        Expect(nothing, "MNV1007", "net.tflite: operator #1 LSTM", "LSTM is not supported", "no layer with weights is left without it");
    }

    [Fact]
    public void Computed_operands_of_one_kind_are_one_message_and_none_when_their_cause_has_one()
    {
        var model = new TestModel();
        var input = model.Input(Plain);
        var shape = model.Input(TestTensor.Int32s("shape", 1) with { Data = null });
        model.Operator(BuiltinOperator.Reshape, [input, shape], [model.Output(Plain)]);
        model.Operator(BuiltinOperator.Reshape, [input, shape], [model.Output(Plain)]);
        var ours = model.Import().Diagnostics;
        var computed = model.Tensor(TestTensor.Int32s("computed", 1) with { Data = null });
        model.Operator((BuiltinOperator)999, [input], [computed]);
        model.Operator(BuiltinOperator.Reshape, [input, computed], [model.Output(Plain)]);

        var both = model.Import().Diagnostics;

        Assert.Equal(["MNV1018"], ours.Select(d => d.Code));
        Assert.Contains("it occurs 2 times, as operators #0, #1", ours[0].Message, StringComparison.Ordinal);
        Assert.Equal(["MNV1007", "MNV1018"], both.Select(d => d.Code));
        Assert.Contains("it occurs 2 times, as operators #0, #1", both[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_unsupported_operators_are_reported_each_kind_once()
    {
        var model = SampleModels.Network();
        var (a, b, c) = (model.Tensor(Plain), model.Tensor(Plain), model.Tensor(Plain));
        model.Operator(BuiltinOperator.Lstm, [a], [b]);
        model.Operator(BuiltinOperator.Where, [b], [c]);
        model.Operator(BuiltinOperator.Lstm, [b], [c]);
        model.Operator((BuiltinOperator)999, [b], [c]);

        var diagnostics = model.Import().Diagnostics;

        Assert.Equal(["MNV1007", "MNV1007", "MNV1007"], diagnostics.Select(d => d.Code));
        Assert.Equal("net.tflite: operator #7 LSTM", diagnostics[0].Location);
        Assert.Contains("it occurs 2 times, as operators #7, #9", diagnostics[0].Message, StringComparison.Ordinal);
        Assert.Contains("WHERE is not supported", diagnostics[1].Message, StringComparison.Ordinal);
        Assert.Contains("operator number 999", diagnostics[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Custom_operator()
    {
        var model = SampleModels.Network();
        model.Operator(BuiltinOperator.Custom, [0], [1], custom: "MyOperator");

        Expect(model, "MNV1008", "net.tflite: operator #7 MyOperator", "'MyOperator'", "allow_custom_ops");
    }

    [Fact]
    public void Unknown_operator_version()
    {
        var model = new TestModel();
        model.Operator(BuiltinOperator.Relu, [model.Input(Plain)], [model.Output(Plain)], version: 99);

        Expect(model, "MNV1009", "net.tflite: operator #0 RELU", "version 99, the versions known are 1 to 3", "older TensorFlow");
    }

    [Theory]
    [InlineData(7)]
    [InlineData(-2)]
    public void Tensor_index_outside_the_list(int index)
    {
        var model = new TestModel();
        model.Operator(BuiltinOperator.Relu, [index], [model.Output(Plain)]);

        Expect(model, "MNV1010", "net.tflite: operator #0 RELU", $"tensor {index} does not exist, the file has 1", "export");
    }

    [Fact]
    public void Operator_code_outside_the_list()
    {
        var model = SampleModels.Relu(Plain);
        model.SetCode(0, 5);

        Expect(model, "MNV1010", "net.tflite: operator #0", "operator code 5 does not exist, the file has 1", "export");
    }

    [Fact]
    public void Buffer_outside_the_list() =>
        Expect(
            SampleModels.Convolution(filter: TestTensor.Filter("filter", 2, 3, 3, 2) with { Buffer = 9 }),
            "MNV1010",
            "net.tflite: tensor %1 'filter'",
            "buffer 9 does not exist, the file has 2",
            "export");

    [Fact]
    public void Missing_buffer() =>
        Expect(
            SampleModels.Convolution(filter: TestTensor.Filter("filter", 2, 3, 3, 2) with { Data = null }),
            "MNV2003",
            "net.tflite: operator #0 CONV_2D",
            "tensor %1 'filter' Int8 2x3x3x2 is read, but it is no input, no operator writes it, and it has no data",
            "constants");

    [Theory]
    [InlineData((int)TensorElementType.Float16, "FLOAT16", "int8")]
    [InlineData((int)TensorElementType.String, "STRING", "numbers in your application")]
    [InlineData(77, "number 77", "int8")]
    public void Unsupported_type(int type, string name, string help) =>
        Expect(
            SampleModels.Relu(Plain with { Type = (TensorElementType)type }),
            "MNV1011",
            "net.tflite: tensor %0 'input'",
            $"element type {name} is not supported",
            help);

    [Theory]
    [InlineData(new[] { 1, 0 }, "has the dimension 0, the smallest possible is 1")]
    [InlineData(new[] { 1, -5 }, "has the dimension -5")]
    [InlineData(new[] { 65536, 65536 }, "has 4294967296 elements, at most 2147483647")]
    [InlineData(new[] { 2147483647, 2147483647, 2147483647, 2147483647 }, "at most 2147483647 are supported")]
    [InlineData(
        new[] { int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue },
        "at most 2147483647 are supported")]
    [InlineData(new[] { 1, 1, 1, 1, 1, 1, 1, 1, 1 }, "has 9 dimensions, at most 8")]
    public void Impossible_shape(int[] shape, string message) =>
        Expect(SampleModels.Relu(TestTensor.Int8("input", shape), Plain), "MNV1012", "net.tflite: tensor %0 'input'", message,
            "fixed, positive size");

    /// <summary>Its padding would not fit 32 bits.</summary>
    [Fact]
    public void A_huge_dilated_window() =>
        Expect(
            SampleModels.Single(
                BuiltinOperator.Conv2D,
                TestTensor.Int8("input", 1, 1, 1, 1),
                TestTensor.Int8("output", 1, 1, 1, 1),
                TestOptions.Conv2D(dilationW: 65535, dilationH: 65535),
                TestTensor.Filter("filter", 1, 40000, 2, 1)),
            "MNV1019",
            "net.tflite: operator #0 CONV_2D",
            "the window of 40000x2 with dilation 65535x65535 is 2621334466 x 65536 pixels large, each side may have 65535",
            "dilation");

    /// <summary>The quantization of biases is not needed, and what is kept of it must be fit to be written.</summary>
    [Theory]
    [InlineData(new[] { float.NaN, 1 }, 0, false)]
    [InlineData(new[] { -1f, 1 }, 0, false)]
    [InlineData(new[] { float.PositiveInfinity, 1 }, 0, false)]
    [InlineData(new[] { 1f, 2 }, 5, false)]
    [InlineData(new[] { 3e38f, 0 }, 0, true)]
    public void A_bias_keeps_only_scales_that_could_mean_something(float[] scales, int dimension, bool isKept)
    {
        var bias = TestTensor.Int32s("bias", 1, 2) with { Scales = scales, ZeroPoints = [0, 0], QuantizedDimension = dimension };

        var graph = SampleModels.Convolution(null, null, bias).Import().Sound();

        Assert.Equal(isKept, graph.Tensors.Single(t => t.Type == ElementType.Int32).Quantization is not null);
        DescriptionFiles.AssertEqual(graph, DescriptionFiles.Read(DescriptionFiles.Write(graph)).Sound());
    }

    [Fact]
    public void Dynamic_shape() =>
        Expect(
            SampleModels.Relu(TestTensor.Int8("input", 1, 1, 1, 3) with { ShapeSignature = [-1, -1, -1, 3] }),
            "MNV1013",
            "net.tflite: tensor %0 'input'",
            "declared as [-1, -1, -1, 3], so [1, 1, 1, 3] is only a placeholder",
            "TensorSpec");

    [Fact]
    public void Too_short_a_constant() =>
        Expect(
            SampleModels.Convolution(filter: TestTensor.Filter("filter", 2, 3, 3, 2) with { Data = new byte[35] }),
            "MNV1014",
            "net.tflite: tensor %1 'filter'",
            "buffer 1 has 35 bytes, its shape and type need 36 bytes",
            "export");

    [Fact]
    public void Constant_behind_the_end_of_the_file()
    {
        var filter = TestTensor.Filter("filter", 2, 3, 3, 2) with { DataBehind = true };
        var file = SampleModels.Convolution(filter: filter).Build();

        Expect(
            Import(file[..^1]),
            "MNV1014",
            "net.tflite: tensor %1 'filter'",
            $"buffer 1 has 36 bytes at byte {file.Length - 36} of a file of {file.Length - 1}",
            "export");
    }

    [Fact]
    public void Scales_and_zero_points_of_different_number() =>
        Expect(
            SampleModels.Relu(Plain with { ZeroPoints = [0, 0] }), "MNV1015", "net.tflite: tensor %0 'input'",
            "1 scales but 2 zero points", "int8");

    [Fact]
    public void Zero_point_beyond_32_bits() =>
        Expect(
            SampleModels.Relu(Plain with { ZeroPoints = [1L << 40] }), "MNV1015", "net.tflite: tensor %0 'input'",
            "zero point 1099511627776", "int8");

    [Fact]
    public void Blockwise_quantization() =>
        Expect(SampleModels.Relu(Plain with { QuantizationDetails = 2 }), "MNV1015", "net.tflite: tensor %0 'input'", "scheme 2", "int8");

    [Fact]
    public void Sparse_tensor() =>
        Expect(
            SampleModels.Relu(Plain with { Sparsity = TestSparsity.Nothing }), "MNV1016", "net.tflite: tensor %0 'input'", "sparsely",
            "sparsity");

    [Fact]
    public void Variable_tensor() =>
        Expect(SampleModels.Relu(Plain with { IsVariable = true }), "MNV1016", "net.tflite: tensor %0 'input'", "variable", "state");

    [Fact]
    public void External_tensor() =>
        Expect(SampleModels.Relu(Plain with { ExternalBuffer = 1 }), "MNV1016", "net.tflite: tensor %0 'input'",
            "another file", "external");

    [Fact]
    public void Too_few_operands()
    {
        var model = new TestModel();
        model.Operator(BuiltinOperator.Add, [model.Input(Plain)], [model.Output(Plain)]);

        Expect(model, "MNV1017", "net.tflite: operator #0 ADD", "1 inputs, 2 expected", "export");
    }

    [Fact]
    public void Several_outputs()
    {
        var model = new TestModel();
        model.Operator(BuiltinOperator.Relu, [model.Input(Plain)], [model.Output(Plain), model.Tensor(Plain)]);

        Expect(model, "MNV1017", "net.tflite: operator #0 RELU", "2 outputs, 1 expected", "export");
    }

    [Fact]
    public void Required_operand_marked_absent()
    {
        var model = new TestModel();
        model.Operator(BuiltinOperator.Add, [model.Input(Plain), -1], [model.Output(Plain)]);

        Expect(model, "MNV1017", "net.tflite: operator #0 ADD", "input 1 is marked absent (-1)", "export");
    }

    [Fact]
    public void Computed_parameter()
    {
        var model = new TestModel();
        var axes = model.Input(TestTensor.Int32s("axes", 1) with { Data = null });
        model.Operator(BuiltinOperator.Mean, [model.Input(Plain), axes], [model.Output(TestTensor.Int8("output", 1))]);

        Expect(model, "MNV1018", "net.tflite: operator #0 MEAN", "the axes, tensor %0 'axes' Int32 1, is not an int32 or int64 constant",
            "fix the input shape");
    }

    [Theory]
    [InlineData(0, 0, 0, "the stride is 1x0, each side must be from 1 to 65535")]
    [InlineData(7, 1, 0, "padding scheme 7 is unknown")]
    [InlineData(0, 1, 4, "fused activation Tanh is not supported")]
    [InlineData(0, 1, 9, "fused activation number 9 is not supported")]
    public void Impossible_option(byte padding, int stride, byte activation, string message) =>
        Expect(
            SampleModels.Convolution(TestOptions.Conv2D(padding, strideW: stride, activation: activation)),
            "MNV1019",
            "net.tflite: operator #0 CONV_2D",
            message,
            "");

    [Fact]
    public void Missing_options() =>
        Expect(
            SampleModels.Single(BuiltinOperator.MaxPool2D, TestTensor.Int8("input", 1, 2, 2, 1), TestTensor.Int8("output", 1, 2, 2, 1)),
            "MNV1019",
            "net.tflite: operator #0 MAX_POOL_2D",
            "options (Pool2D) are missing",
            "export");

    [Fact]
    public void Foreign_options() =>
        Expect(
            SampleModels.Convolution(TestOptions.Pool2D(0, 1, 1, 1, 1)),
            "MNV1019",
            "net.tflite: operator #0 CONV_2D",
            "options of kind Pool2D, Conv2D expected",
            "export");

    [Fact]
    public void Axis_outside_the_tensor() =>
        Expect(
            SampleModels.Single(BuiltinOperator.Mean, Plain, TestTensor.Int8("output", 1), null, TestTensor.Int32s("axes", 2)),
            "MNV1019",
            "net.tflite: operator #0 MEAN",
            "axis 2 is outside a tensor of 2 dimensions",
            "export");

    [Fact]
    public void Convolution_weights_of_int8_with_a_zero_point() =>
        Expect(
            SampleModels.Convolution(filter: TestTensor.Filter("filter", 2, 3, 3, 2) with { ZeroPoints = [5] }),
            "MNV2013",
            "net.tflite: operator #0 CONV_2D",
            "has zero point 5, 0 expected",
            "");

    [Theory]
    [InlineData((int)TensorElementType.Int32, "int32")]
    public void Network_of_another_type(int type, string name)
    {
        var tensor = Plain with { Type = (TensorElementType)type };

        Expect(SampleModels.Relu(tensor, tensor), "MNV1021", "net.tflite: operator #0 RELU",
            $"this operator computes on {name} activations", "TFLITE_BUILTINS_INT8");
    }

    [Fact]
    public void Recorded_shape_differs_from_the_operators() =>
        Expect(
            SampleModels.Relu(Plain, TestTensor.Int8("output", 4, 1)),
            "MNV2008",
            "net.tflite: operator #0 RELU",
            "output %1 'output' is recorded as 4x1, the operator gives 1x4",
            "export");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(0f)]
    [InlineData(-1f)]
    public void Scale_that_is_no_positive_number(float scale) =>
        Expect(SampleModels.Relu(Plain with { Scales = [scale] }), "MNV2011", "net.tflite: tensor %0 'input'",
            "is not finite and positive", "quantize");

    [Fact]
    public void Wrong_number_of_channel_scales() =>
        Expect(
            SampleModels.Convolution(filter: TestTensor.Filter("filter", 2, 3, 3, 2) with { Scales = [1, 1, 1], ZeroPoints = [0, 0, 0] }),
            "MNV2012",
            "net.tflite: tensor %1 'filter'",
            "3 scales for 2 channels along dimension 0",
            "per output channel");

    [Fact]
    public void Missing_quantization() =>
        Expect(SampleModels.Relu(Plain with { Scales = null, ZeroPoints = null }), "MNV2010", "net.tflite: operator #0 RELU",
            "no scale", "dataset");

    [Fact]
    public void Cyclic_graph()
    {
        var model = new TestModel();
        var (a, b) = (model.Tensor(Plain), model.Tensor(Plain));
        model.Operator(BuiltinOperator.Add, [model.Input(Plain), b], [a]);
        model.Operator(BuiltinOperator.Relu, [a], [b]);
        model.Operator(BuiltinOperator.Relu, [b], [model.Output(Plain)]);

        Expect(model, "MNV2004", "net.tflite: operator #0 ADD", "which operator #1 RELU computes later", "loop");
    }

    private static Outcome<Graph> Import(byte[] file) => ModelImporter.Import(file, "net.tflite", _ => null);

    private static void Expect(TestModel model, string code, string location, string message, string help) =>
        Expect(model.Import(), code, location, message, help);

    private static void Expect(Outcome<Graph> outcome, string code, string location, string message, string help)
    {
        Assert.Null(outcome.Value);
        var diagnostic = Assert.Single(outcome.Diagnostics);
        Assert.Equal((code, location), (diagnostic.Code, diagnostic.Location));
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains(help, diagnostic.Help, StringComparison.Ordinal);
        Assert.NotEmpty(diagnostic.Help);
    }
}
