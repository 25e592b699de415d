using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Passes;

namespace MobileNetV2.CodeGen.Tests.Passes;

public class FoldPadIntoConvolutionTests
{
    private static readonly int ZeroPoint = TestNetwork.Q.ZeroPoint;

    [Fact]
    public void Rows_and_columns_of_the_zero_point_become_padding()
    {
        var net = new TestNetwork();
        var pad = net.Pad(net.Input(1, 5, 6, 2), [0, 1, 0, 0], [0, 2, 3, 0], ZeroPoint);
        var after = TestNetwork.RunKeepingBits(new FoldPadIntoConvolution(), net.Build(net.Convolution(pad, 3), net.Convolution(pad, 4)));

        Assert.All(after.Operators, o => Assert.Equal(new Padding2D(1, 2, 0, 3), Assert.IsType<Conv2D>(o).Padding));
        Assert.Equal(2, after.Operators.Length);
    }

    [Theory]
    [InlineData(0, 1, 0)] // pads channels
    [InlineData(1, 0, 1)] // pads with something that is not 0
    public void Other_padding_stays(int rows, int channels, int shift)
    {
        var net = new TestNetwork();
        var pad = net.Pad(net.Input(1, 5, 6, 2), [0, rows, 0, channels], [0, 0, 0, 0], ZeroPoint + shift);
        var after = TestNetwork.RunKeepingBits(new FoldPadIntoConvolution(), net.Build(net.Convolution(pad, 3)));

        Assert.Equal(["PAD", "CONV_2D"], after.Operators.Select(o => o.Kind));
    }

    [Fact]
    public void Padding_that_somebody_else_sees_stays()
    {
        var net = new TestNetwork();
        var pad = net.Pad(net.Input(1, 5, 6, 2), [0, 1, 1, 0], [0, 1, 1, 0], ZeroPoint);
        var after = TestNetwork.RunKeepingBits(new FoldPadIntoConvolution(), net.Build(net.Convolution(pad, 3), pad));

        Assert.Equal(["PAD", "CONV_2D"], after.Operators.Select(o => o.Kind));
    }
}
