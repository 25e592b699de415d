using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Graphs;

public sealed class GraphValidatorTests
{
    private static readonly QuantizationParameters Q = QuantizationParameters.PerTensor(0.5f, 3);
    private static readonly QuantizationParameters Symmetric = QuantizationParameters.PerTensor(0.25f, 0);
    private static readonly Shape Row = new(1, 4);
    private static readonly Shape Image = new(1, 4, 4, 2);

    [Fact]
    public void A_sound_graph_has_no_diagnostics() => Assert.Empty(GraphValidator.Validate(Convolution()));

    [Fact]
    public void Unknown_tensor() =>
        Expect(
            One(Row, (id, x, y) => new Relu(id, [new TensorId(9)], [y], Activation.Relu), Row),
            "MNV2001",
            "operator #0 RELU",
            "input %9 does not exist");

    [Fact]
    public void Unknown_output_of_the_network() =>
        Expect(One(Row, Identity, Row).With(outputs: [new TensorId(7)]), "MNV2001", "network", "output %7 does not exist");

    [Fact]
    public void Two_operators_write_one_tensor()
    {
        var graph = One(Row, Identity, Row);
        var again = new Relu(new OperatorId(1), graph.Inputs, graph.Outputs, Activation.Relu6);

        Expect(
            graph.With(operators: graph.Operators.Add(again)),
            "MNV2002",
            "tensor %1 'y'",
            "the tensor is written by operator #0 RELU and written by operator #1 RELU6");
    }

    [Fact]
    public void An_input_is_a_constant()
    {
        var graph = One(Row, Identity, Row);

        Expect(
            graph.With(tensors: [graph.Tensors[0] with { Data = new byte[4] }, graph.Tensors[1]]),
            "MNV2002",
            "tensor %0 'x'",
            "the tensor is a constant and an input of the network");
    }

    [Fact]
    public void A_tensor_nobody_computes() =>
        Expect(One(Row, Identity, Row).With(inputs: []), ["MNV2003", "MNV2005"]);

    [Fact]
    public void Operators_out_of_order()
    {
        var b = new GraphBuilder("g");
        var (x, m, y) =
            (b.Input("x", Row, ElementType.Int8, Q), b.Tensor("m", Row, ElementType.Int8, Q), b.Tensor("y", Row, ElementType.Int8, Q));
        b.Add(id => new Relu(id, [m], [y], Activation.Relu));
        b.Add(id => new Relu(id, [x], [m], Activation.Relu));
        b.Output(y);

        Expect(b.Build(), "MNV2004", "operator #0 RELU", "reads tensor %1 'm' Int8 1x4, which operator #1 RELU computes later");
    }

    [Fact]
    public void An_operator_reads_its_own_output() =>
        Expect(
            One(Row, (id, x, y) => new Add(id, [x, y], [y], Activation.None), Row), "MNV2004", "operator #0 ADD",
            "which operator #0 ADD computes later");

    [Fact]
    public void Outputs_may_repeat_and_hand_inputs_and_constants_through()
    {
        var b = new GraphBuilder("g");
        var (x, c) = (b.Input("x", Row, ElementType.Int8, Q), b.Constant("c", Row, ElementType.Int8, Q, new byte[4]));
        b.Output(x);
        b.Output(c);
        b.Output(b.Add(id => new Relu(id, [x], [b.Tensor("y", Row, ElementType.Int8, Q)], Activation.Relu)));
        var graph = b.Build();

        Assert.Empty(GraphValidator.Validate(graph.With(outputs: [.. graph.Outputs, .. graph.Outputs])));
    }

    [Fact]
    public void An_output_that_nothing_gives()
    {
        var graph = One(Row, Identity, Row);
        var lost = new Tensor(new TensorId(7), "lost", Row, ElementType.Int8, Q);

        Expect(graph.With(tensors: [.. graph.Tensors, lost], outputs: [lost.Id]), "MNV2003", "network outputs", "tensor %7 'lost'");
    }

    [Fact]
    public void Wrong_type() =>
        Expect(
            One(Row, (id, x, y) => new Dequantize(id, [x], [y]), Row), "MNV2006", "operator #0 DEQUANTIZE",
            "output %1 'y' Int8 1x4 has type Int8, Float32 expected");

    [Fact]
    public void A_narrow_bias_beside_wide_activations_is_told_to_be_widened()
    {
        var graph = Enumerable.Range(1, 20).Select(seed => WideGraphs.Single("TRANSPOSE_CONV", (ulong)seed))
            .First(g => g.Operators.OfType<TransposeConv>().Single().Inputs.Length > 2);
        var bias = graph[graph.Operators.OfType<TransposeConv>().Single().Inputs[2]];
        var narrow = bias with { Type = ElementType.Int32, Data = new byte[sizeof(int) * bias.Shape.ElementCount] };

        var diagnostic = Assert.Single(GraphValidator.Validate(graph.With([.. graph.Tensors.Replace(bias, narrow)])));
        Assert.Equal("MNV2006", diagnostic.Code);
        Assert.Contains("int64: beside int16 activations", diagnostic.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_rank() =>
        Expect(
            One(Row, (id, x, y) => new MaxPool2D(id, [x], [y], Size2D.One, Size2D.One, default, Activation.None), Row),
            "MNV2007",
            "operator #0 MAX_POOL_2D",
            "has 2 dimensions, 4 expected");

    [Fact]
    public void Convolution_gives_another_shape() =>
        Expect(
            Convolution(output: new Shape(1, 4, 3, 2)),
            "MNV2008",
            "operator #0 CONV_2D",
            "output %2 'y' is recorded as 1x4x3x2, the operator gives 1x4x4x2");

    [Fact]
    public void Filter_does_not_fit_the_channels() =>
        Expect(Convolution(filter: new Shape(2, 3, 3, 4)), "MNV2008", "operator #0 CONV_2D",
            "2x3x3x4 does not divide an input of 2 channels");

    [Fact]
    public void Window_does_not_fit_the_image() =>
        Expect(
            One(new Shape(1, 2, 2, 1), (id, x, y) =>
                new MaxPool2D(id, [x], [y], new Size2D(3, 3), Size2D.One, default, Activation.None), new Shape(1, 1, 1, 1)),
            "MNV2008",
            "operator #0 MAX_POOL_2D",
            "a window of 3x3 with dilation 1x1 does not fit the image of 2x2");

    [Fact]
    public void Inputs_that_do_not_broadcast()
    {
        var b = new GraphBuilder("g");
        var (l, r) = (b.Input("l", Row, ElementType.Int8, Q), b.Input("r", new Shape(3), ElementType.Int8, Q));
        b.Output(b.Add(id => new Mul(id, [l, r], [b.Tensor("y", Row, ElementType.Int8, Q)], Activation.None)));

        Expect(b.Build(), "MNV2008", "operator #0 MUL", "inputs of shape 1x4 and 3 cannot be broadcast");
    }

    public static TheoryData<string, Func<OperatorId, TensorId, TensorId, Operator>> BadAttributes() => new()
    {
        { "the stride is 0x1", (id, x, y) => new MaxPool2D(id, [x], [y], Size2D.One, new Size2D(0, 1), default, Activation.None) },
        { "padding 1 above, 0 below, 0 left, 0 right is not smaller than the window",
            (id, x, y) => new MaxPool2D(id, [x], [y], Size2D.One, Size2D.One, new Padding2D(1, 0, 0, 0), Activation.None) },
        { "axes [4] are not ascending axes of 1x4x4x2", (id, x, y) => new Mean(id, [x], [y], [4]) },
        { "axes [2, 1] are not", (id, x, y) => new Mean(id, [x], [y], [2, 1]) },
        { "axes [] are not", (id, x, y) => new Mean(id, [x], [y], []) },
        { "axis -1 is outside", (id, x, y) => new Concatenation(id, [x], [y], -1) },
        { "[0, 1, 1, 3] is not a permutation", (id, x, y) => new Transpose(id, [x], [y], [0, 1, 1, 3]) },
        { "not one non-negative number for each dimension", (id, x, y) => new Pad(id, [x], [y], [0, -1, 0, 0], [0, 1, 0, 0], 3) },
        { "beta is NaN", (id, x, y) => new Softmax(id, [x], [y], float.NaN) },
    };

    [Theory]
    [MemberData(nameof(BadAttributes))]
    public void Attributes_out_of_range(string message, Func<OperatorId, TensorId, TensorId, Operator> make)
    {
        var diagnostic = Assert.Single(GraphValidator.Validate(One(Image, make, Image)));

        Assert.Equal("MNV2009", diagnostic.Code);
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_quantization() =>
        Expect(One(Row, Identity, Row, output: null), "MNV2010", "operator #0 RELU", "tensor %1 'y' Int8 1x4 has no scale and zero point");

    [Fact]
    public void Scale_that_is_not_a_number() =>
        Expect(
            One(Row, Identity, Row, new QuantizationParameters([float.NaN], [0])), "MNV2011", "tensor %1 'y'",
            "scale NaN (number 0) is not finite and positive");

    /// <summary>A dead channel: its weights are all zero.</summary>
    [Fact]
    public void Only_a_filter_may_have_the_scale_0()
    {
        Assert.Empty(GraphValidator.Validate(Convolution(weights: new QuantizationParameters([0.5f, 0], [0, 0]))));
        Expect(One(Row, Identity, Row, new QuantizationParameters([0], [0])), "MNV2011", "tensor %1 'y'",
            "scale 0 (number 0) is not finite and positive");
        Expect(Convolution(weights: new QuantizationParameters([0.5f, -1], [0, 0])), "MNV2011", "tensor %1 'w'", "scale -1 (number 1)");
    }

    /// <summary>The oracle takes the number of vectors from the recorded output.</summary>
    [Theory]
    [InlineData(true, 12, 7)]
    [InlineData(true, 1, 12, 7)]
    [InlineData(true, 2, 1, 6, 7)]
    [InlineData(false, 7, 12)]
    [InlineData(false, 84)]
    [InlineData(false, 1, 11, 7)]
    public void Outputs_of_fully_connected_are_vectors_in_any_arrangement(bool fits, params int[] shape)
    {
        var b = new GraphBuilder("g");
        var x = b.Input("x", new Shape(1, 12, 5), ElementType.Int8, Q);
        var w = b.Constant("w", new Shape(7, 5), ElementType.Int8, Symmetric, new byte[35]);
        var y = b.Tensor("y", new Shape([.. shape]), ElementType.Int8, Q);
        b.Output(b.Add(id => new FullyConnected(id, [x, w], [y], false, Activation.None)));

        Assert.Equal(fits ? [] : ["MNV2008"], GraphValidator.Validate(b.Build()).Select(d => d.Code));
    }

    [Fact]
    public void Channel_scales_along_a_dimension_that_is_not_there() =>
        Expect(
            One(Row, Identity, Row, new QuantizationParameters([1, 2], [0, 0], 2)),
            "MNV2012",
            "tensor %1 'y'",
            "has scales along dimension 2, but only 2 dimensions");

    [Fact]
    public void Activation_with_several_scales() =>
        Expect(
            One(Row, Identity, Row, new QuantizationParameters([1, 2, 3, 4], [0, 0, 0, 0], 1)),
            "MNV2012",
            "operator #0 RELU",
            "has 4 scales, but this operator needs a single one");

    [Fact]
    public void Filter_with_scales_along_another_dimension() =>
        Expect(
            Convolution(weights: new QuantizationParameters([1, 2], [0, 0], 3)),
            "MNV2012",
            "operator #0 CONV_2D",
            "scales along dimension 3, but output channels are dimension 0");

    [Fact]
    public void Zero_point_outside_the_type() =>
        Expect(One(Row, Identity, Row, QuantizationParameters.PerTensor(1, 128)), "MNV2013", "tensor %1 'y'",
            "zero point 128, -128 to 127 expected");

    [Fact]
    public void Convolution_weights_with_zero_points_of_channels() =>
        Expect(
            Convolution(weights: new QuantizationParameters([1, 1], [0, 5])),
            "MNV2013",
            "operator #0 CONV_2D",
            "tensor %1 'w' Int8 2x3x3x2 has zero point 5, 0 expected");

    [Fact]
    public void Pooling_that_would_have_to_rescale() =>
        Expect(
            One(
                Image,
                (id, x, y) => new AveragePool2D(id, [x], [y], Size2D.One, Size2D.One, default, Activation.None),
                Image,
                QuantizationParameters.PerTensor(0.25f, 3)),
            "MNV2014",
            "operator #0 AVERAGE_POOL_2D",
            "the input has scale 0.5 and zero point 3, the output 0.25 and 3");

    [Fact]
    public void Softmax_with_a_wrong_output_scale() =>
        Expect(
            One(Row, (id, x, y) => new Softmax(id, [x], [y], 1), Row),
            "MNV2014",
            "operator #0 SOFTMAX",
            "the output has scale 0.5 and zero point 3, SOFTMAX needs 0.00390625 and -128");

    [Fact]
    public void Weights_that_depend_on_the_input()
    {
        var b = new GraphBuilder("g");
        var (x, w) = (b.Input("x", Row, ElementType.Int8, Q), b.Input("w", new Shape(2, 4), ElementType.Int8, Symmetric));
        b.Output(
            b.Add(id => new FullyConnected(id, [x, w], [b.Tensor("y", new Shape(1, 2), ElementType.Int8, Q)], false, Activation.None)));

        Expect(b.Build(), "MNV2015", "operator #0 FULLY_CONNECTED", "the filter, tensor %1 'w' Int8 2x4, depends on the network's inputs");
    }

    [Fact]
    public void Bias_of_another_length() =>
        Expect(Convolution(bias: [1, 2, 3]), "MNV2015", "operator #0 CONV_2D", "has 3 values for 2 output channels");

    [Fact]
    public void Tensor_beyond_the_address_space()
    {
        var b = new GraphBuilder("g");
        var shape = new Shape(1 << 15, 1 << 15);
        var x = b.Input("x", shape, ElementType.Float32, null);
        b.Output(b.Add(id => new Quantize(id, [x], [b.Tensor("y", shape, ElementType.Int8, Q)])));

        Expect(b.Build(), "MNV2016", "tensor %0 'x'", "the tensor needs 4,294,967,296 bytes, at most 2,147,483,647");
    }

    [Fact]
    public void Constant_of_another_size()
    {
        var graph = Convolution();

        Expect(
            graph.With(tensors: graph.Tensors.SetItem(1, graph.Tensors[1] with { Data = new byte[35] })),
            "MNV2017",
            "tensor %1 'w'",
            "the constant has 35 bytes, its shape and type need 36");
    }

    [Fact]
    public void Rescaling_that_would_overflow() =>
        Expect(
            One(Row, Identity, Row, QuantizationParameters.PerTensor(1e-20f, 0)), "MNV2018", "operator #0 RELU",
            "is 5E+19, it must be below 1.07374E+09");

    [Fact]
    public void Sum_that_would_lose_its_head_room() =>
        Expect(
            One(Row, (id, x, y) => new Add(id, [x, x], [y], Activation.None), Row, QuantizationParameters.PerTensor(1e-7f, 0)),
            "MNV2018",
            "operator #0 ADD",
            "the factor from the sum to the output scale is 9.53674, it must be below 1");

    [Fact]
    public void Softmax_factor_that_would_be_too_small()
    {
        var b = new GraphBuilder("g");
        var x = b.Input("x", Row, ElementType.Int8, QuantizationParameters.PerTensor(1e-9f, 0));
        b.Output(
            b.Add(id => new Softmax(id, [x], [b.Tensor("y", Row, ElementType.Int8, QuantizationParameters.PerTensor(1f / 256, -128))], 1)));

        Expect(b.Build(), "MNV2018", "operator #0 SOFTMAX", "is 0.0671089, it must be above 1");
    }

    [Fact]
    public void Saturated_bias_is_a_warning()
    {
        var diagnostic = Assert.Single(GraphValidator.Validate(Convolution(bias: [int.MinValue, 0])));

        Assert.Equal(("MNV2019", "operator #0 CONV_2D", false), (diagnostic.Code, diagnostic.Location, diagnostic.IsError));
        Assert.Contains("2,147,", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_number_of_operands() =>
        Expect(One(Row, (id, x, y) => new Add(id, [x], [y], Activation.None), Row), "MNV2020", "operator #0 ADD", "1 inputs, 2 expected");

    private static Operator Identity(OperatorId id, TensorId x, TensorId y) => new Relu(id, [x], [y], Activation.Relu);

    /// <summary>Input 'x', one operator, output 'y'.</summary>
    private static Graph One(Shape input, Func<OperatorId, TensorId, TensorId, Operator> make, Shape output) => One(input, make, output, Q);

    private static Graph One(
        Shape inputShape, Func<OperatorId, TensorId, TensorId, Operator> make, Shape outputShape, QuantizationParameters? output)
    {
        var b = new GraphBuilder("g");
        var x = b.Input("x", inputShape, ElementType.Int8, Q);
        var y = b.Tensor("y", outputShape, ElementType.Int8, output);
        b.Add(id => make(id, x, y));
        b.Output(y);
        return b.Build();
    }

    private static Graph Convolution(Shape? output = null, Shape? filter = null, QuantizationParameters? weights = null, params int[] bias)
    {
        filter ??= new Shape(2, 3, 3, 2);
        var b = new GraphBuilder("g");
        var x = b.Input("x", Image, ElementType.Int8, Q);
        var w = b.Constant("w", filter, ElementType.Int8, weights ?? Symmetric, new byte[filter.ElementCount]);
        var y = b.Tensor("y", output ?? Image, ElementType.Int8, Q);
        ImmutableArray<TensorId> operands = bias.Length == 0
            ? [x, w]
            : [x, w, b.Constant("b", new Shape(bias.Length), ElementType.Int32, null, bias.SelectMany(BitConverter.GetBytes).ToArray())];
        b.Add(id => new Conv2D(id, operands, [y], Size2D.One, Size2D.One, new Padding2D(1, 1, 1, 1), Activation.None));
        b.Output(y);
        return b.Build();
    }

    private static void Expect(Graph graph, string code, string location, string message)
    {
        var diagnostic = Assert.Single(GraphValidator.Validate(graph));
        Assert.Equal((code, location), (diagnostic.Code, diagnostic.Location));
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
        Assert.True(diagnostic.IsError);
        Assert.NotEmpty(diagnostic.Help);
    }

    private static void Expect(Graph graph, params string[] codes) =>
        Assert.Equal(codes, GraphValidator.Validate(graph).Select(d => d.Code));
}
