using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Zoo;
using static MobileNetV2.CodeGen.Tests.Lowering.TestGraphs;

namespace MobileNetV2.CodeGen.Tests.Lowering;

public class BufferLayoutTests
{
    [Fact]
    public void A_buffer_lives_from_its_writer_to_its_last_reader()
    {
        var graph = new GraphBuilder("g");
        var input = graph.Int8Input(1, 4, 4, 2);
        var late = graph.Int8Input(1, 4, 4, 2);
        var first = graph.Relu(input);
        var second = graph.Relu(first);
        var third = graph.AddOf(second, first);
        graph.Output(graph.AddOf(third, late));

        var program = Lower(graph.Build());

        Assert.Equal(
            [
                ("input_0", BufferKind.Input, 0, 0),
                ("input_1", BufferKind.Input, 0, 3),
                ("relu_0_output", BufferKind.Activation, 0, 2),
                ("relu_1_output", BufferKind.Activation, 1, 2),
                ("add_2_output", BufferKind.Activation, 2, 3),
                ("output", BufferKind.Output, 3, 3),
            ],
            program.Buffers.Select(b => (b.Name, b.Kind, b.FirstStep, b.LastStep)));
    }

    [Fact]
    public void An_output_that_is_ready_early_stays_until_the_end()
    {
        var graph = new GraphBuilder("g");
        var first = graph.Relu(graph.Int8Input(1, 8));
        graph.Output(first);
        graph.Output(graph.Relu(graph.Relu(first)));

        var buffer = Lower(graph.Build()).Buffers.Single(b => b.Name == "output_0");

        Assert.Equal((BufferKind.Output, 0, 2), (buffer.Kind, buffer.FirstStep, buffer.LastStep));
    }

    [Fact]
    public void A_reshape_is_a_view_and_no_step()
    {
        var graph = new GraphBuilder("g");
        var first = graph.Relu(graph.Int8Input(1, 2, 2, 3));
        var view = graph.Reshape(graph.Reshape(first, 4, 3), 12);
        graph.Output(graph.Relu(view));

        var program = Lower(graph.Build());

        Assert.Equal(["mnv2_clamp_s8", "mnv2_clamp_s8"], program.Steps.SelectMany(s => s.Calls).Select(c => c.Kernel.Function));
        Assert.Equal(program.Placements[first], program.Placements[view]);
        Assert.Equal(1, program.Buffers[program.Placements[view].Buffer.Value].LastStep);
    }

    [Fact]
    public void A_view_keeps_its_source_alive()
    {
        var graph = new GraphBuilder("g");
        var first = graph.Relu(graph.Int8Input(1, 6));
        var view = graph.Reshape(first, 6, 1);
        var other = graph.Relu(graph.Relu(first));
        graph.Output(other);
        graph.Output(graph.Relu(view));

        var buffer = Lower(graph.Build()).Buffers.Single(b => b.Name == "relu_0_output");

        Assert.Equal((0, 3), (buffer.FirstStep, buffer.LastStep));
    }

    [Fact]
    public void The_output_of_a_reshape_can_be_an_output_of_the_network()
    {
        var graph = new GraphBuilder("g");
        var first = graph.Relu(graph.Int8Input(1, 6));
        graph.Output(graph.Reshape(first, 2, 3));

        var program = Lower(graph.Build());

        Assert.Equal(BufferKind.Output, program.Buffers[program.Placements[first].Buffer.Value].Kind);
        Assert.Single(program.Steps);
    }

    [Fact]
    public void An_input_that_only_changes_shape_is_copied_to_the_output()
    {
        var graph = new GraphBuilder("g");
        var input = graph.Int8Input(1, 6);
        var output = graph.Reshape(graph.Reshape(input, 6), 2, 3);
        graph.Output(output);

        var program = Lower(graph.Build());

        Assert.Equal("mnv2_copy", Assert.Single(Assert.Single(program.Steps).Calls).Kernel.Function);
        Assert.NotEqual(program.Placements[input], program.Placements[output]);
    }

    [Fact]
    public void A_reshaped_constant_is_copied()
    {
        var graph = new GraphBuilder("g");
        var input = graph.Int8Input(2, 3);
        graph.Output(graph.AddOf(input, graph.Reshape(graph.Weights(6), 2, 3)));

        var program = Lower(graph.Build());

        Assert.Equal(["mnv2_copy", "mnv2_add_s8"], program.Steps.SelectMany(s => s.Calls).Select(c => c.Kernel.Function));
        Assert.IsType<ConstantArgument>(program.Steps[0].Calls[0].Arguments[0]);
    }
}
