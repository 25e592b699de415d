using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Zoo;
using static MobileNetV2.CodeGen.Tests.Lowering.TestGraphs;

namespace MobileNetV2.CodeGen.Tests.Lowering;

public class OverlapPermitTests
{
    [Theory]
    [InlineData(KernelSet.Portable)]
    [InlineData(KernelSet.CmsisNn)]
    public void An_addition_may_write_over_either_input(KernelSet kernels)
    {
        var graph = new GraphBuilder("g");
        var (left, right) = (graph.Int8Input(1, 8), graph.Int8Input(1, 8));
        graph.Output(graph.AddOf(left, right));

        var permits = Lower(graph.Build(), kernels).Overlaps;

        Assert.Equal([(0, 0), (1, 0)], permits.Select(p => (p.Input.Value, p.DistanceBytes)));
    }

    [Fact]
    public void An_input_that_is_read_later_is_not_overwritten()
    {
        var graph = new GraphBuilder("g");
        var input = graph.Int8Input(1, 8);
        graph.Output(graph.AddOf(graph.Relu(input), input));

        var permits = Lower(graph.Build()).Overlaps;

        Assert.DoesNotContain(permits, p => p.Step == 0);
        Assert.Equal(2, permits.Count(p => p.Step == 1));
    }

    [Fact]
    public void An_output_of_the_network_is_not_overwritten_by_its_last_reader()
    {
        var graph = new GraphBuilder("g");
        var middle = graph.Relu(graph.Int8Input(1, 8));
        graph.Output(middle);
        graph.Output(graph.Relu(middle));

        Assert.DoesNotContain(Lower(graph.Build()).Overlaps, p => p.Step == 1);
    }

    [Fact]
    public void A_broadcast_input_is_not_overwritten_the_other_is()
    {
        var graph = new GraphBuilder("g");
        var (left, right) = (graph.Int8Input(1, 8), graph.Int8Input(1, 1));
        graph.Output(graph.AddOf(left, right));

        var program = Lower(graph.Build());

        var permit = Assert.Single(program.Overlaps);
        Assert.Equal(0, permit.DistanceBytes);
        Assert.Equal(8, program.Buffers[permit.Input.Value].SizeBytes);
    }

    [Fact]
    public void A_pointwise_convolution_follows_its_input_two_pixels_behind()
    {
        var graph = new GraphBuilder("g");
        graph.Output(graph.Conv(graph.Int8Input(1, 4, 4, 8), 6, 1, 1));

        // Two pixels of 6 channels are written while the first of 8 channels is still read; later pixels only fall behind.
        Assert.Equal(12, Assert.Single(Lower(graph.Build()).Overlaps).DistanceBytes);
    }

    [Fact]
    public void A_widening_convolution_needs_room_for_what_it_adds()
    {
        var graph = new GraphBuilder("g");
        graph.Output(graph.Conv(graph.Int8Input(1, 1, 4, 2), 6, 1, 1));

        // Pixel 2 begins at input byte 4 when pixels up to 3 are written: 4 * 6 - 2 * 2.
        Assert.Equal(20, Assert.Single(Lower(graph.Build()).Overlaps).DistanceBytes);
    }

    [Fact]
    public void A_library_convolution_gets_no_permit()
    {
        var graph = new GraphBuilder("g");
        graph.Output(graph.Conv(graph.Int8Input(1, 4, 4, 8), 6, 1, 1));

        Assert.Empty(Lower(graph.Build(), KernelSet.CmsisNn).Overlaps);
    }

    [Fact]
    public void Dequantizing_runs_behind_its_input_by_three_bytes_an_element()
    {
        var graph = new GraphBuilder("g");
        var input = graph.Int8Input(1, 10);
        var output = graph.Tensor("out", new Shape(1, 10), ElementType.Float32, null);
        graph.Output(graph.Add(id => new Dequantize(id, [input], [output])));

        Assert.Equal(27, Assert.Single(Lower(graph.Build()).Overlaps).DistanceBytes);
    }
}
