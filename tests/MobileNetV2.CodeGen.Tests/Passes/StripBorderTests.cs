using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Passes;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Passes;

public class StripBorderTests
{
    [Fact]
    public void Native_borders_stay()
    {
        var graph = FloatToFloat();

        Assert.Same(graph, new StripBorder().Run(graph, new PassContext(BorderMode.Native)));
    }

    [Fact]
    public void Quantize_and_dequantize_at_the_border_go()
    {
        var after = Strip(FloatToFloat());

        Assert.Equal(["CONV_2D"], after.Operators.Select(o => o.Kind));
        Assert.Equal(ElementType.Int8, after[after.Inputs[0]].Type);
        Assert.Equal(ElementType.Int8, after[after.Outputs[0]].Type);
    }

    [Fact]
    public void Unsigned_borders_become_signed_ones()
    {
        var net = new TestNetwork();
        var unsigned = QuantizationParameters.PerTensor(TestNetwork.Q.Scale, TestNetwork.Q.ZeroPoint + 128);
        var x = net.Quantize(net.Input(ElementType.UInt8, unsigned, 1, 5, 5, 2), ElementType.Int8, TestNetwork.Q);
        var after = Strip(net.Build(net.Quantize(net.Convolution(x, 3), ElementType.UInt8, unsigned)));

        Assert.Equal(["CONV_2D"], after.Operators.Select(o => o.Kind));
    }

    [Fact]
    public void One_input_quantized_twice_alike_becomes_one_input()
    {
        var net = new TestNetwork();
        var input = net.Input(ElementType.Float32, null, 1, 5, 5, 2);
        var a = net.Quantize(input, ElementType.Int8, TestNetwork.Q);
        var b = net.Quantize(input, ElementType.Int8, TestNetwork.Q);
        var after = Strip(net.Build(net.Sum(a, b)));

        Assert.Equal([a], after.Inputs.AsEnumerable());
        Assert.Equal([a, a], Assert.Single(after.Operators).Inputs.AsEnumerable());
    }

    [Fact]
    public void An_int8_border_has_nothing_to_strip()
    {
        var net = new TestNetwork();
        var graph = net.Build(net.Convolution(net.Input(1, 5, 5, 2), 3));

        Assert.Equal(GraphPrinter.Print(graph), GraphPrinter.Print(Strip(graph)));
    }

    [Fact]
    public void One_input_quantized_in_two_ways_is_an_error()
    {
        var net = new TestNetwork();
        var input = net.Input(ElementType.Float32, null, 1, 5, 5, 2);
        var a = net.Quantize(input, ElementType.Int8, TestNetwork.Q);
        var b = net.Quantize(input, ElementType.Int8, TestNetwork.OtherQ);

        var outcome = PassPipeline.Run(net.Build(net.Sum(a, b)), new PassContext(BorderMode.Int8));

        var diagnostic = Assert.Single(outcome.Refused("MNV2101"));
        Assert.Equal("--io int8 needs an int8 input, this one is Float32 and is read by #0 QUANTIZE, #1 QUANTIZE", diagnostic.Message);
    }

    [Fact]
    public void A_float_output_that_is_read_again_is_an_error()
    {
        var net = new TestNetwork();
        var real = net.Dequantize(net.Convolution(net.Input(1, 5, 5, 2), 3));
        var outcome =
            PassPipeline.Run(net.Build(real, net.Quantize(real, ElementType.Int8, TestNetwork.OtherQ)), new PassContext(BorderMode.Int8));

        Assert.Equal(["MNV2101"], outcome.Diagnostics.Select(d => d.Code));
    }

    private static Graph Strip(Graph graph)
    {
        var context = new PassContext(BorderMode.Int8);
        var after = new StripBorder().Run(graph, context);
        Assert.Empty(context.Diagnostics.ToImmutable());
        return after;
    }

    private static Graph FloatToFloat()
    {
        var net = new TestNetwork();
        var x = net.Quantize(net.Input(ElementType.Float32, null, 1, 5, 5, 2), ElementType.Int8, TestNetwork.Q);
        return net.Build(net.Dequantize(net.Convolution(x, 3)));
    }
}
