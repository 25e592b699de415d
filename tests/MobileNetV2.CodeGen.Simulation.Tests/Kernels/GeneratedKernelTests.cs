using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests.Kernels;

/// <summary>A set of kernels whose C is made for each layer goes through compile, plan and verify like the sets that we have.</summary>
public sealed class GeneratedKernelTests
{
    [SkippableTheory]
    [InlineData("host")]
    [InlineData("cortex-m4")]
    public async Task Kernels_made_for_a_layer_give_the_bits_of_the_interpreter(string target)
    {
        var request = Networks.Request(Clamps(), target);
        request = request with { Compile = request.Compile with { FirstKernels = [new GeneratedClamp()] } };

        var compiled = Compiler.Compile(request.Compile).Sound();

        Assert.Equal(["generated_clamp_0", "generated_clamp_1"], compiled.Plan.Steps.SelectMany(s => s.Functions));
        Assert.Contains("generated_clamp_1.c", compiled.Files.Select(f => f.RelativePath));
        Assert.DoesNotContain("mnv2_clamp_s8.c", compiled.Files.Select(f => f.RelativePath));
        await Networks.MustBeExact(request);
    }

    private static Graph Clamps()
    {
        var quantization = QuantizationParameters.PerTensor(0.05f, 3);
        var graph = new GraphBuilder("clamps");
        var input = graph.Input("x", new Shape(1, 5, 7, 3), ElementType.Int8, quantization);
        var middle = graph.Tensor("y", new Shape(1, 5, 7, 3), ElementType.Int8, quantization);
        var output = graph.Tensor("z", new Shape(1, 5, 7, 3), ElementType.Int8, quantization);
        graph.Add(id => new Relu(id, [input], [middle], Activation.Relu6));
        graph.Add(id => new Relu(id, [middle], [output], Activation.ReluN1To1));
        graph.Output(output);
        return graph.Build();
    }
}
