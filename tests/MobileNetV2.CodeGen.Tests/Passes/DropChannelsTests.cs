using CsCheck;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Passes;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Passes;

public class DropChannelsTests
{
    [Fact]
    public void Channels_without_weights_go_through_a_depthwise_convolution_into_the_bias_of_the_next()
    {
        var net = new SparseNetwork(1);
        var wide = net.Convolution(net.Input(6, 6, 3), 8, 1, dead: [1, 4, 5]);
        var after = Run(net.Build(net.Convolution(net.Depthwise(wide, 3, padding: 1), 4, 1)), out var dropped);

        Assert.Equal([5, 5, 4], after.Operators.Select(o => after[o.Output].Shape.Channels));
        Assert.Equal([3, 0, 0], [dropped[0].ZeroWeights, dropped[0].Constant, dropped[0].Unread]);
        Assert.Equal([0, 1, 2], after.Operators.Select(o => o.Id.Value));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 4)] // At the border another value comes out, so it stays.
    public void A_constant_that_is_not_the_zero_point_only_goes_where_no_window_reaches_over_the_border(int padding, int left)
    {
        var net = new SparseNetwork(2) { DeadBias = 9000 };
        var wide = net.Convolution(net.Input(6, 6, 3), 4, 1, dead: [0, 1, 3]);
        var after = Run(net.Build(net.Convolution(wide, 4, 3, padding: padding)), out _);

        Assert.Equal(Math.Max(2, left), after[after.Operators[0].Output].Shape.Channels);
    }

    [Fact]
    public void What_no_weight_reads_goes_with_all_that_only_it_read()
    {
        var net = new SparseNetwork(3);
        var first = net.Convolution(net.Input(6, 6, 3), 8, 1);
        var second = net.Depthwise(first, 3, padding: 1);
        var after = Run(net.Build(net.Convolution(second, 4, 1, blind: [2, 6])), out var dropped);

        Assert.InRange(after[after.Operators[0].Output].Shape.Channels, 2, 6);
        Assert.InRange(dropped[0].Unread, 2, 6);
    }

    [Fact]
    public void A_sum_keeps_what_either_side_needs()
    {
        var net = new SparseNetwork(4);
        var input = net.Input(4, 4, 3);
        var left = net.Convolution(input, 6, 1, dead: [0, 1, 2]);
        var right = net.Convolution(input, 6, 1, dead: [1, 2, 3]);
        var after = Run(net.Build(net.Convolution(net.Sum(left, right), 2, 1)), out _);

        Assert.Equal([4, 4, 4, 2], after.Operators.Select(o => after[o.Output].Shape.Channels));
    }

    [Fact]
    public void Features_of_a_fully_connected_layer_go_pixel_by_pixel()
    {
        var net = new SparseNetwork(5);
        var joined =
            net.Concatenation(net.Convolution(net.Input(3, 3, 2), 4, 1, dead: [2]), net.Convolution(net.FirstInput, 5, 1, dead: [0, 4]));
        var after = Run(net.Build(net.Classifier(net.Flat(net.Pool(joined)), 3)), out _);

        Assert.Equal(6 * 4, after[after.Operators[^1].Input].Shape.Channels);
    }

    [Fact]
    public void Outputs_of_the_network_keep_all_channels()
    {
        var net = new SparseNetwork(6);
        var graph = net.Build(net.Convolution(net.Input(4, 4, 3), 8, 1, dead: [1, 2]));

        Assert.Same(graph, Run(graph, out var dropped));
        Assert.Empty(dropped);
    }

    [Fact]
    public void Nothing_goes_where_channels_are_to_be_kept()
    {
        var net = new SparseNetwork(7);
        var graph = net.Build(net.Convolution(net.Convolution(net.Input(4, 4, 3), 8, 1, dead: [1, 2]), 3, 1));

        Assert.Same(graph, new DropChannels().Run(graph, new PassContext(BorderMode.Native) { KeepChannels = true }));
        Assert.NotSame(graph, new DropChannels().Run(graph, new PassContext(BorderMode.Native)));
    }

    [Fact]
    public void Sparse_networks_of_any_shape_keep_their_bits_and_stay_valid() => Gen.ULong.Sample(
        seed => Run(SparseNetwork.Random(seed), out _).Operators.Length > 0, iter: 150);

    [SkippableFact]
    public void Visual_wake_words_loses_half_of_its_work()
    {
        var file = SharedData.Require("models", "vww_96_int8.tflite");
        var simplified = SimplifiedNetwork.Of(ModelImporter.Import(File.ReadAllBytes(file), file, _ => null).Sound());

        Assert.InRange(MacCount.Of(simplified.Graph), 3_000_000, 3_750_000);
    }

    private static Graph Run(Graph graph, out IReadOnlyList<DroppedChannels> dropped)
    {
        Assert.Empty(GraphValidator.Validate(graph));
        var context = new PassContext(BorderMode.Native);
        var after = new RemoveDead().Run(new DropChannels().Run(graph, context), context);
        Assert.Empty(GraphValidator.Validate(after));
        TestNetwork.KeepsBits(graph, after);
        dropped = context.Dropped;
        return after.Operators.SequenceEqual(graph.Operators) ? graph : after;
    }
}
