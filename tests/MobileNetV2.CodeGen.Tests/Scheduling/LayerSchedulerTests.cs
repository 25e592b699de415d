using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Tests.Passes;

namespace MobileNetV2.CodeGen.Tests.Scheduling;

public class LayerSchedulerTests
{
    [Fact]
    public void A_chain_keeps_graph_order()
    {
        var net = new TestNetwork();
        var graph = net.Build(net.Reshape(net.Convolution(net.Relu(net.Input(1, 8, 8, 2), Activation.Relu), 3), 1, 108));

        Assert.Equal(graph.Operators.AsEnumerable(), Order(graph));
    }

    [Fact]
    public void A_branch_that_shrinks_runs_before_one_that_grows()
    {
        var net = new TestNetwork();
        var input = net.Input(1, 10, 10, 4);
        var largeA = net.Convolution(input, 32);
        var largeB = net.Convolution(input, 32);
        var smallA = net.Convolution(largeA, 1);
        var smallB = net.Convolution(largeB, 1);
        var graph = net.Build(net.Reshape(net.Sum(smallA, smallB), 36));

        // Graph order holds both large tensors at once; one branch after the other holds one.
        Assert.Equal(
            [largeA, smallA, largeB, smallB],
            Order(graph).Select(o => o.Output).Take(4));
        Assert.Equal(["ADD", "RESHAPE"], Order(graph).Select(o => o.Kind).Skip(4));
    }

    [Fact]
    public void An_order_of_equal_peak_is_not_preferred()
    {
        var net = new TestNetwork();
        var input = net.Input(1, 6, 6, 4);
        var graph = net.Build(net.Sum(net.Convolution(input, 2), net.Convolution(input, 2)));

        Assert.Equal(graph.Operators.AsEnumerable(), Order(graph));
    }

    [Fact]
    public void Views_follow_the_operator_that_makes_their_input()
    {
        var net = new TestNetwork();
        var input = net.Input(1, 10, 10, 4);
        var view = net.Reshape(net.Relu(input, Activation.Relu), 1, 10, 10, 4);
        var largeA = net.Convolution(view, 32);
        var largeB = net.Convolution(view, 32);
        var graph = net.Build(net.Sum(net.Convolution(largeA, 1), net.Convolution(largeB, 1)));

        var order = Order(graph);
        Assert.Equal(["RELU", "RESHAPE", "CONV_2D", "CONV_2D", "CONV_2D", "CONV_2D", "ADD"], order.Select(o => o.Kind));
        Assert.Equal(graph.Operators.Length, order.Distinct().Count());
        Assert.Equal(largeA, order[2].Output);
        Assert.NotEqual(largeB, order[3].Output);
    }

    private static Operator[] Order(Graph graph)
    {
        var schedule = LayerScheduler.Schedule(graph, Costs.Of(graph));
        return [.. schedule.Steps.Select(s => Assert.IsType<LayerStep>(s).Operator)];
    }
}
