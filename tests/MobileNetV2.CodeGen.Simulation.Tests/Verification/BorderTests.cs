using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests.Verification;

/// <summary>Networks with an unusual border.</summary>
public class BorderTests
{
    private static readonly QuantizationParameters Plain = QuantizationParameters.PerTensor(0.5f, 0);

    /// <summary>The smallest and the largest random case have equal logits: the sum of exponentials is as large as it gets.</summary>
    [Theory]
    [InlineData("host", 511)]
    [InlineData("host", 512)]
    [InlineData("cortex-m4", 1000)]
    public async Task A_softmax_of_equal_logits_is_bit_exact(string target, int classes)
    {
        var graph = new GraphBuilder("softmax");
        var input = graph.Input("logits", new Shape(1, classes), ElementType.Int8, Plain);
        var output =
            graph.Tensor("probabilities", new Shape(1, classes), ElementType.Int8, QuantizationParameters.PerTensor(1 / 256f, -128));
        graph.Output(graph.Add(id => new Softmax(id, [input], [output], 1)));

        await Networks.MustBeExact(
            Networks.Request(graph.Build(), target, KernelSet.CmsisNn) with { RandomCases = 3, Sanitize = target == "host" });
    }

    [Theory]
    [InlineData(KernelSet.Portable)]
    [InlineData(KernelSet.CmsisNn)]
    public async Task An_output_that_depends_on_no_input_is_copied_from_constants(KernelSet kernels)
    {
        var graph = new GraphBuilder("constant_output");
        var input = graph.Input("input", new Shape(1, 8), ElementType.Int8, Plain);
        var anchors = graph.Constant("anchors", new Shape(1, 4), ElementType.Int8, Plain, new byte[] { 1, 2, 3, 255 });
        var moving = graph.Tensor("moving", new Shape(1, 8), ElementType.Int8, Plain);
        var still = graph.Tensor("still", new Shape(1, 4), ElementType.Int8, Plain);
        var reshaped = graph.Tensor("reshaped", new Shape(2, 2), ElementType.Int8, Plain);
        graph.Output(graph.Add(id => new Relu(id, [input], [moving], Activation.Relu)));
        graph.Output(graph.Add(id => new Relu(id, [anchors], [still], Activation.Relu)));
        graph.Output(graph.Add(id => new Reshape(id, [anchors], [reshaped], "RESHAPE")));

        await Networks.MustBeExact(Networks.Request(graph.Build(), "host", kernels) with { RandomCases = 2, Sanitize = true });
    }

    [Theory]
    [InlineData(KernelSet.Portable)]
    [InlineData(KernelSet.CmsisNn)]
    public async Task Outputs_listed_twice_and_an_input_handed_through_are_bit_exact(KernelSet kernels)
    {
        var graph = new GraphBuilder("repeated_outputs");
        var (input, state) = (Input(graph, 1, 8), Input(graph, 1, 3));
        var result =
            graph.Add(id => new Relu(id, [input], [graph.Tensor("result", new Shape(1, 8), ElementType.Int8, Plain)], Activation.Relu));
        graph.Output(result);
        graph.Output(state);
        graph.Output(result);
        graph.Output(input);

        await Networks.MustBeExact(Networks.Request(graph.Build(), "host", kernels) with { RandomCases = 2, Sanitize = true });
    }

    [Fact]
    public async Task A_network_of_nothing_but_an_input_is_bit_exact()
    {
        var graph = new GraphBuilder("nothing");
        graph.Output(Input(graph, 1, 8));

        await Networks.MustBeExact(Networks.Request(graph.Build(), "host") with { RandomCases = 2, Sanitize = true });
    }

    /// <summary>The largest case would be beyond binary32.</summary>
    [Fact]
    public async Task A_float_border_of_an_extreme_scale_is_bit_exact()
    {
        var graph = new GraphBuilder("extreme");
        var extreme = QuantizationParameters.PerTensor(3e38f, 0);
        var input = graph.Input("input", new Shape(1, 8), ElementType.Float32, null);
        graph.Output(graph.Add(id => new Quantize(id, [input], [graph.Tensor("quantized", new Shape(1, 8), ElementType.Int8, extreme)])));

        await Networks.MustBeExact(Networks.Request(graph.Build(), "host") with { RandomCases = 4, Sanitize = true });
    }

    /// <summary>C has no constants for some floats, and needs a macro for 64 bits.</summary>
    [Fact]
    public async Task Constants_of_any_type_and_value_are_bit_exact()
    {
        var graph = new GraphBuilder("constants");
        graph.Output(graph.Add(id => new Relu(
            id, [Input(graph, 1, 8)], [graph.Tensor("result", new Shape(1, 8), ElementType.Int8, Plain)], Activation.Relu)));
        int[] floats = [0x7F800000, unchecked((int)0xFF800000), 0x7FC12345, unchecked((int)0xFFC00000), 0x3F800000, int.MinValue];
        long[] integers = [long.MinValue, long.MaxValue, -1, 1L << 40, 0, int.MinValue];
        HandThrough(graph, ElementType.Float32, floats.SelectMany(BitConverter.GetBytes));
        HandThrough(graph, ElementType.Int64, integers.SelectMany(BitConverter.GetBytes));
        var real = graph.Constant("real", new Shape(1, 6), ElementType.Float32, null, floats.SelectMany(BitConverter.GetBytes).ToArray());
        graph.Output(graph.Add(id => new Quantize(id, [real], [graph.Tensor("quantized", new Shape(1, 6), ElementType.Int8, Plain)])));

        await Networks.MustBeExact(Networks.Request(graph.Build(), "host") with { RandomCases = 1, Sanitize = true });
    }

    private static void HandThrough(GraphBuilder graph, ElementType type, IEnumerable<byte> data) =>
        graph.Output(graph.Constant($"{type}", new Shape(1, 6), type, null, data.ToArray()));

    private static TensorId Input(GraphBuilder graph, params int[] shape) =>
        graph.Input("input", new Shape([.. shape]), ElementType.Int8, Plain);
}
