using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;
using static MobileNetV2.CodeGen.Tests.Lowering.TestGraphs;

namespace MobileNetV2.CodeGen.Tests.Lowering;

public class KernelSelectionTests
{
    [Fact]
    public void Portable_programs_call_nothing_else()
    {
        var graph = new GraphBuilder("g");
        graph.Output(graph.Conv(graph.Int8Input(1, 4, 4, 8), 6, 3, 3));

        Assert.Equal("mnv2_convolve_s8", OnlyFunction(graph, KernelSet.Portable));
        Assert.Equal("arm_convolve_wrapper_s8", OnlyFunction(graph, KernelSet.CmsisNn));
    }

    [Fact]
    public void Auto_means_what_the_target_prefers()
    {
        var graph = new GraphBuilder("g");
        graph.Output(graph.Conv(graph.Int8Input(1, 4, 4, 8), 6, 3, 3));

        Assert.Equal(KernelSet.Portable, Lower(graph.Build(), KernelSet.Auto, Host with { PreferredKernels = KernelSet.Portable }).Kernels);
        Assert.Equal(KernelSet.CmsisNn, Lower(graph.Build(), KernelSet.Auto, Host with { PreferredKernels = KernelSet.CmsisNn }).Kernels);
    }

    [Fact]
    public void Broadcasting_is_portable()
    {
        var graph = new GraphBuilder("g");
        graph.Output(graph.AddOf(graph.Int8Input(1, 8), graph.Int8Input(1, 1)));

        Assert.Equal("mnv2_add_broadcast_s8", OnlyFunction(graph, KernelSet.CmsisNn));
    }

    /// <summary>The library has a way of its own for multiples of four channels, but not in its builds for MVE.</summary>
    [Theory]
    [InlineData("cortex-m4", 8, "arm_depthwise_conv_wrapper_s8")]
    [InlineData("cortex-m0plus", 8, "arm_depthwise_conv_wrapper_s8")]
    [InlineData("cortex-m4", 6, "arm_convolve_wrapper_s8")]
    [InlineData("cortex-m55", 8, "arm_convolve_wrapper_s8")]
    public void One_channel_into_several_takes_what_is_faster_in_the_library(string target, int channels, string function)
    {
        var graph = new GraphBuilder("g");
        var (input, filter, output) = (graph.Int8Input(1, 6, 6, 1), graph.Weights(1, 3, 3, channels), graph.Int8(1, 4, 4, channels));
        graph.Output(graph.Add(id =>
            new DepthwiseConv2D(id, [input, filter], [output], Size2D.One, Size2D.One, default, channels, Activation.None)));
        var program = Lower(graph.Build(), KernelSet.CmsisNn, TargetCatalog.Find(target).Sound());

        Assert.Equal(function, Assert.Single(Assert.Single(program.Steps).Calls).Kernel.Function);
    }

    /// <summary>The library's steps over rows lead astray where an input has one element to a row.</summary>
    [Theory]
    [InlineData(new[] { 1, 2, 3, 4 }, new[] { 1, 2, 3, 4 }, "arm_maximum_s8")]
    [InlineData(new[] { 1, 2, 3, 4 }, new[] { 1, 1, 1, 1 }, "arm_maximum_s8")]
    [InlineData(new[] { 1, 2, 3, 4 }, new[] { 1, 1, 1, 4 }, "arm_maximum_s8")]
    [InlineData(new[] { 1, 2, 3, 4 }, new[] { 1, 2, 3, 1 }, "arm_maximum_s8")]
    [InlineData(new[] { 1, 2, 1, 1 }, new[] { 1, 2, 3, 4 }, "arm_maximum_s8")]
    [InlineData(new[] { 1, 1, 3, 1 }, new[] { 1, 2, 3, 4 }, "mnv2_maximum_s8")]
    public void The_larger_of_two_is_the_library_s_where_it_broadcasts_right(int[] left, int[] right, string function)
    {
        var graph = new GraphBuilder("g");
        var (a, b, output) = (graph.Int8Input([.. left]), graph.Int8Input([.. right]), graph.Int8(1, 2, 3, 4));
        graph.Output(graph.Add(id => new Maximum(id, [a, b], [output])));

        Assert.Equal(function, OnlyFunction(graph, KernelSet.CmsisNn));
    }

    [Fact]
    public void Subtraction_is_portable()
    {
        var graph = new GraphBuilder("g");
        var (left, right, output) = (graph.Int8Input(1, 8), graph.Int8Input(1, 8), graph.Int8(1, 8));
        graph.Output(graph.Add(id => new Sub(id, [left, right], [output], Activation.None)));

        Assert.Equal("mnv2_add_s8", OnlyFunction(graph, KernelSet.CmsisNn));
    }

    [Fact]
    public void Weights_with_a_zero_point_are_portable()
    {
        var graph = new GraphBuilder("g");
        var input = graph.Int8Input(1, 4, 4, 2);
        var filter = graph.Constant("w", new Shape(1, 1, 1, 2), ElementType.Int8, QuantizationParameters.PerTensor(0.5f, 3), new byte[2]);
        var output = graph.Int8(1, 4, 4, 1);
        graph.Output(graph.Add(id => new Conv2D(id, [input, filter], [output], Size2D.One, Size2D.One, default, Activation.None)));

        Assert.Equal("mnv2_convolve_pixels_s8", OnlyFunction(graph, KernelSet.CmsisNn));
    }

    /// <summary>The library's path for one row handles only some paddings with MVE; a column takes the general path.</summary>
    [Fact]
    public void A_convolution_along_one_row_runs_along_one_column()
    {
        var graph = new GraphBuilder("g");
        graph.Output(graph.Conv(graph.Int8Input(1, 1, 12, 4), 6, 1, 3));

        var call = Lower(graph.Build(), KernelSet.CmsisNn).Steps[0].Calls[0];

        Assert.Equal([1, 12, 1, 4], Integers(call, "input_dims"));
        Assert.Equal([6, 3, 1, 4], Integers(call, "filter_dims"));
    }

    [Fact]
    public void A_window_beside_the_input_is_portable()
    {
        // Three columns of padding on the left: the first window of two taps holds no pixel.
        var graph = new GraphBuilder("g");
        var input = graph.Int8Input(1, 4, 4, 2);
        var output = graph.Int8(1, 3, 6, 2);
        graph.Output(graph.Add(id =>
            new MaxPool2D(id, [input], [output], new Size2D(2, 2), Size2D.One, new Padding2D(0, 0, 3, 0), Activation.None)));

        Assert.Equal("mnv2_max_pool_s8", OnlyFunction(graph, KernelSet.CmsisNn));
    }

    [Theory]
    [InlineData(KernelSet.CmsisNn, "arm_convolve_wrapper_s8")]
    [InlineData(KernelSet.Portable, "mnv2_convolve_s8")]
    public void A_depthwise_convolution_of_one_channel_is_a_convolution_with_transposed_weights(KernelSet kernels, string function)
    {
        var graph = new GraphBuilder("g");
        var input = graph.Int8Input(1, 4, 4, 1);
        var filter = graph.Weights(1, 2, 2, 3);
        var output = graph.Int8(1, 3, 3, 3);
        graph.Output(
            graph.Add(id => new DepthwiseConv2D(id, [input, filter], [output], Size2D.One, Size2D.One, default, 3, Activation.None)));

        var program = Lower(graph.Build(), kernels);

        Assert.Equal(function, program.Steps[0].Calls[0].Kernel.Function);
        Assert.Equal([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11],
            program.Constants.Single(c => c.Name == "depthwise_conv_2d_0_filter").Data.ToArray());
    }

    /// <summary>Row pointers of up to 64 rows are kept on the stack; those of taller windows need room in the arena.
    /// The library's average keeps a sum for each channel there.</summary>
    [Theory]
    [InlineData(64, KernelSet.Portable, "mnv2_average_pool_s8", 0)]
    [InlineData(65, KernelSet.Portable, "mnv2_average_pool_tall_s8", 65 * 8)]
    [InlineData(64, KernelSet.CmsisNn, "arm_avgpool_s8", 2 * sizeof(int))]
    [InlineData(65, KernelSet.CmsisNn, "mnv2_average_pool_tall_s8", 65 * 8)]
    public void A_tall_window_has_a_table_for_its_rows(int rows, KernelSet kernels, string function, int scratchBytes)
    {
        var graph = new GraphBuilder("g");
        var input = graph.Int8Input(1, rows + 15, 4, 2);
        var output = graph.Int8(1, 2, 4, 2);
        graph.Output(
            graph.Add(id => new AveragePool2D(id, [input], [output], new Size2D(rows, 1), new Size2D(15, 1), default, Activation.None)));

        var program = Lower(graph.Build(), kernels);

        Assert.Equal(function, program.Steps[0].Calls[0].Kernel.Function);
        Assert.Equal(scratchBytes, program.Buffers.Where(b => b.Kind == BufferKind.Scratch).Sum(b => b.SizeBytes));
    }

    [Fact]
    public void A_window_over_the_whole_input_may_be_tall()
    {
        var graph = new GraphBuilder("g");
        var input = graph.Int8Input(1, 80, 4, 2);
        var output = graph.Int8(1, 1, 1, 2);
        graph.Output(graph.Add(id => new AveragePool2D(id, [input], [output], new Size2D(80, 4), Size2D.One, default, Activation.None)));

        Assert.Equal("mnv2_average_pool_s8", OnlyFunction(graph, KernelSet.Portable));
    }

    /// <summary>In longer rows the sum of exponentials can reach 512, where the library shifts by 32 bits.</summary>
    [Theory]
    [InlineData(511, "arm_softmax_s8")]
    [InlineData(512, "mnv2_softmax_s8")]
    [InlineData(1000, "mnv2_softmax_s8")]
    public void Softmax_over_long_rows_is_portable(int classes, string function)
    {
        var graph = new GraphBuilder("g");
        var input = graph.Int8Input(1, classes);
        var output = graph.Tensor("p", new Shape(1, classes), ElementType.Int8, QuantizationParameters.PerTensor(1 / 256f, -128));
        graph.Output(graph.Add(id => new Softmax(id, [input], [output], 1)));

        Assert.Equal(function, OnlyFunction(graph, KernelSet.CmsisNn));
    }

    /// <summary>The library has one factor for a fully connected layer, and no way but ours to add to a bias of 32 bits.</summary>
    [Theory]
    [InlineData("CONV_2D", "arm_convolve_wrapper_s16")]
    [InlineData("DEPTHWISE_CONV_2D", "arm_depthwise_conv_wrapper_s16")]
    [InlineData("FULLY_CONNECTED", "arm_fully_connected_s16")]
    [InlineData("ADD", "arm_elementwise_add_s16")]
    [InlineData("MUL", "arm_elementwise_mul_s16")]
    [InlineData("AVERAGE_POOL_2D", "arm_avgpool_s16")]
    [InlineData("MAX_POOL_2D", "arm_max_pool_s16")]
    [InlineData("SOFTMAX", "arm_softmax_s16")]
    public void Operators_on_16_bits_call_the_library_where_it_has_their_bits(string kind, string function)
    {
        var functions = Enumerable.Range(0, 40)
            .Select(seed => Lower(WideGraphs.Single(kind, (ulong)seed), KernelSet.CmsisNn))
            .SelectMany(p => p.Steps).SelectMany(s => s.Calls).Select(c => c.Kernel.Function).ToHashSet();

        Assert.Contains(function, functions);
    }

    /// <summary>In longer rows a sum of exponentials can round up to where the library's table of reciprocals ends; the only
    /// element of a row can leave 16 bits.</summary>
    [Theory]
    [InlineData(1, "mnv2_softmax_s16")]
    [InlineData(2, "arm_softmax_s16")]
    [InlineData(8, "arm_softmax_s16")]
    [InlineData(9, "mnv2_softmax_s16")]
    public void Softmax_of_16_bits_over_long_rows_is_portable(int classes, string function)
    {
        var graph = new GraphBuilder("g");
        var scale = QuantizationParameters.PerTensor(1 / 32768f, 0);
        var input = graph.Input("x", new Shape(1, classes), ElementType.Int16, scale);
        var output = graph.Tensor("p", new Shape(1, classes), ElementType.Int16, scale);
        graph.Output(graph.Add(id => new Softmax(id, [input], [output], 1)));

        Assert.Equal(function, OnlyFunction(graph, KernelSet.CmsisNn));
    }

    /// <summary>Sums of 512 products of the lowest weight can need 33 bits.</summary>
    [Theory]
    [InlineData(512, -127, "arm_fully_connected_s16")]
    [InlineData(512, -128, "mnv2_fully_connected_s16")]
    [InlineData(511, -128, "arm_fully_connected_s16")]
    [InlineData(513, 1, "mnv2_fully_connected_s16")]
    public void Sums_that_the_library_keeps_in_32_bits_fit_them(int inputs, sbyte weight, string function)
    {
        var graph = new GraphBuilder("g");
        var input = graph.Input("x", new Shape(1, inputs), ElementType.Int16, QuantizationParameters.PerTensor(1 / 32768f, 0));
        var filter = graph.Constant(
            "w", new Shape(4, inputs), ElementType.Int8, QuantizationParameters.PerTensor(1 / 128f, 0),
            Enumerable.Repeat(unchecked((byte)weight), 4 * inputs).ToArray());
        var output = graph.Tensor("y", new Shape(1, 4), ElementType.Int16, QuantizationParameters.PerTensor(1 / 64f, 0));
        graph.Output(graph.Add(id => new FullyConnected(id, [input, filter], [output], false, Activation.None)));

        Assert.Equal(function, OnlyFunction(graph, KernelSet.CmsisNn));
    }

    [Fact]
    public void A_transposition_of_more_dimensions_than_the_kernels_handle_is_refused()
    {
        var graph = new GraphBuilder("g");
        var input = graph.Int8Input(2, 3, 2, 3, 2, 3, 2);
        var output = graph.Int8(2, 3, 2, 3, 2, 3, 2);
        graph.Output(graph.Add(id => new Transpose(id, [input], [output], [6, 5, 4, 3, 2, 1, 0])));

        var diagnostic = Assert.Single(TryLower(graph.Build()).Diagnostics);

        Assert.Equal("MNV2801", diagnostic.Code);
        Assert.Contains("it needs 7 separate dimensions, the kernels handle at most 6", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_without_kernels_is_refused()
    {
        var graph = new GraphBuilder("g");
        var input = graph.Input("in", new Shape(1, 8), ElementType.Int16, Plain);
        var output = graph.Tensor("out", new Shape(1, 8), ElementType.Int16, Plain);
        graph.Output(graph.Add(id => new L2Normalization(id, [input], [output])));

        var diagnostic = Assert.Single(TryLower(graph.Build()).Diagnostics);

        Assert.Equal("MNV2801", diagnostic.Code);
        Assert.Contains("Int16", diagnostic.Message, StringComparison.Ordinal);
    }

    private static string OnlyFunction(GraphBuilder graph, KernelSet kernels) =>
        Assert.Single(Assert.Single(Lower(graph.Build(), kernels).Steps).Calls).Kernel.Function;

    private static IEnumerable<long> Integers(KernelCall call, string structure) =>
        call.Arguments.OfType<StructArgument>().Single(s => s.Name == structure).Fields.Select(f => ((IntegerValue)f.Value).Value);
}
