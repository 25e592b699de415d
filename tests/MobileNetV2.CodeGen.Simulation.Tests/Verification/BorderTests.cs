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
        var output = graph.Tensor("probabilities", new Shape(1, classes), ElementType.Int8, QuantizationParameters.PerTensor(1 / 256f, -128));
        graph.Output(graph.Add(id => new Softmax(id, [input], [output], 1)));

        await Networks.MustBeExact(Networks.Request(graph.Build(), target, KernelSet.CmsisNn) with { RandomCases = 3, Sanitize = target == "host" });
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
}
