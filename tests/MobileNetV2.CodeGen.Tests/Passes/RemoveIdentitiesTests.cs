using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Passes;

namespace MobileNetV2.CodeGen.Tests.Passes;

public class RemoveIdentitiesTests
{
    [Fact]
    public void Operators_that_change_nothing_go()
    {
        var net = new TestNetwork();
        var x = net.Sum(net.Input(1, 4, 4, 2), net.Constant(1, 4, 4, 2));
        x = net.Quantize(x, ElementType.Int8, TestNetwork.Q);
        x = net.Pad(x, [0, 0, 0, 0], [0, 0, 0, 0], 0);
        x = net.Transpose(x, 0, 1, 2, 3);
        x = net.Reshape(x, 1, 4, 4, 2);
        var after = TestNetwork.RunKeepingBits(new RemoveIdentities(), net.Build(x));

        Assert.Equal(["ADD"], after.Operators.Select(o => o.Kind));
    }

    [Fact]
    public void Operators_that_change_the_shape_only_become_views()
    {
        var net = new TestNetwork();
        var x = net.Transpose(net.Input(1, 1, 4, 2), 2, 0, 3, 1); // only dimensions of 1 move
        var y = net.Mean(x, [1, 3], 4, 2);
        var after = TestNetwork.RunKeepingBits(new RemoveIdentities(), net.Build(net.Sum(y, y)));

        Assert.Equal([typeof(Reshape), typeof(Reshape), typeof(Add)], after.Operators.Select(o => o.GetType()));
        Assert.Equal(["TRANSPOSE", "MEAN", "ADD"], after.Operators.Select(o => o.Kind));
    }

    [Fact]
    public void Operators_that_rescale_or_move_stay()
    {
        var net = new TestNetwork();
        var x = net.Quantize(net.Input(1, 3, 4, 2), ElementType.Int8, TestNetwork.OtherQ);
        var y = net.Transpose(net.Input(1, 3, 4, 2), 0, 2, 1, 3);
        var after = TestNetwork.RunKeepingBits(new RemoveIdentities(), net.Build(x, y));

        Assert.Equal(["QUANTIZE", "TRANSPOSE"], after.Operators.Select(o => o.Kind));
    }

    [Fact]
    public void An_identity_between_input_and_output_stays_because_somebody_must_move_the_bytes()
    {
        var net = new TestNetwork();
        var graph = net.Build(net.Reshape(net.Input(1, 4), 1, 4));

        Assert.Single(TestNetwork.RunKeepingBits(new RemoveIdentities(), graph).Operators);
    }

    [Fact]
    public void An_activation_of_a_range_that_the_type_has_anyway_goes()
    {
        var net = new TestNetwork();
        var wide = QuantizationParameters.PerTensor(6f / 255, -128); // [0, 6] is all of int8
        var x = net.Quantize(net.Input(1, 16), ElementType.Int8, wide);
        var after = TestNetwork.RunKeepingBits(new RemoveIdentities(), net.Build(net.Relu(x, Activation.Relu6, wide)));

        Assert.Equal(["QUANTIZE"], after.Operators.Select(o => o.Kind));
    }
}
