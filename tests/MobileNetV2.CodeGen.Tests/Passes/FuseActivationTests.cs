using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Passes;

namespace MobileNetV2.CodeGen.Tests.Passes;

public class FuseActivationTests
{
    [Theory]
    [InlineData(Activation.None, Activation.Relu, Activation.Relu)]
    [InlineData(Activation.Relu, Activation.Relu6, Activation.Relu6)]
    [InlineData(Activation.Relu6, Activation.Relu, Activation.Relu6)]
    public void A_clamp_joins_the_operator_before_it(Activation own, Activation alone, Activation both)
    {
        var net = new TestNetwork();
        var after = TestNetwork.RunKeepingBits(
            new FuseActivation(),
            net.Build(net.Relu(net.Convolution(net.Input(1, 6, 6, 3), 4, own), alone)));

        Assert.Equal(both, Assert.IsType<Conv2D>(Assert.Single(after.Operators)).Activation);
    }

    [Fact]
    public void Ranges_that_no_single_activation_has_stay_apart()
    {
        var net = new TestNetwork();
        var graph = net.Build(net.Relu(net.Convolution(net.Input(1, 6, 6, 3), 4, Activation.Relu), Activation.ReluN1To1));

        Assert.Equal(2, TestNetwork.RunKeepingBits(new FuseActivation(), graph).Operators.Length);
    }

    [Fact]
    public void An_activation_that_rescales_stays()
    {
        var net = new TestNetwork();
        var graph = net.Build(net.Relu(net.Convolution(net.Input(1, 6, 6, 3), 4), Activation.Relu, TestNetwork.OtherQ));

        Assert.Equal(2, TestNetwork.RunKeepingBits(new FuseActivation(), graph).Operators.Length);
    }

    [Fact]
    public void A_value_that_others_need_unclamped_stays()
    {
        var net = new TestNetwork();
        var x = net.Convolution(net.Input(1, 6, 6, 3), 4);
        var graph = net.Build(net.Sum(net.Relu(x, Activation.Relu), x));

        Assert.Equal(3, TestNetwork.RunKeepingBits(new FuseActivation(), graph).Operators.Length);
    }
}
