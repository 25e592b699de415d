using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests.Kernels;

/// <summary>Cores with DSP add two tensors in a few instructions, where one of them is scaled by exactly a half.</summary>
public class AdditionByHalvesTests
{
    private const string Kernel = "mnv2_add_halves_s8";

    [Theory]
    [InlineData("host", 1)]
    [InlineData("host", 2)]
    [InlineData("cortex-m4", 3)]
    public async Task Sums_of_any_scales_are_exact(string target, ulong seed)
    {
        var request = Networks.Request(Additions(seed, count: 40), target);
        if (target == "host")
        {
            var cores = request.Compile.Target with { HasDsp = true, CompilerFlags = InstructionsInC.Dsp };
            request = request with { Sanitize = true, Compile = request.Compile with { Target = cores } };
        }

        var functions = Compiler.Plan(request.Compile).Sound().Steps.SelectMany(s => s.Functions).ToArray();

        Assert.Equal(40, functions.Count(f => f == Kernel));
        await Networks.MustBeExact(request);
    }

    [Fact]
    public void Sums_with_limits_are_left_to_the_general_kernel()
    {
        var graph = new GraphBuilder("limited");
        var (shape, quantization) = (new Shape(1, 5, 7, 3), QuantizationParameters.PerTensor(0.5f, 0));
        var left = graph.Input("x", shape, ElementType.Int8, quantization);
        var right = graph.Input("y", shape, ElementType.Int8, quantization);
        var output = graph.Tensor("z", shape, ElementType.Int8, quantization);
        graph.Add(id => new Add(id, [left, right], [output], Activation.Relu6));
        graph.Output(output);

        var functions = Compiler.Plan(Networks.Request(graph.Build(), "cortex-m4").Compile).Sound().Steps.SelectMany(s => s.Functions);

        Assert.Equal(["mnv2_add_s8"], functions);
    }

    /// <summary>Scales of every ratio: equal, powers of two whose sums are halfway between results, and next to nothing.</summary>
    private static Graph Additions(ulong seed, int count)
    {
        var random = new TestRandom(seed);
        var graph = new GraphBuilder("additions");
        for (var i = 0; i < count; i++)
        {
            var isTie = i % 3 == 0;
            var scale = isTie ? 0.5f : (float)random.Double(0.01, 1);
            var other = scale * Power(-9, 9);
            var (left, right) = (Input(graph, $"x{i}", scale), Input(graph, $"y{i}", isTie ? other : other * 0.77f));
            var result = Quantization(MathF.Max(scale, other) * Power(-2, 2) * (isTie ? 1 : 1.17f));
            var output = graph.Tensor($"z{i}", new Shape(1, 5, 7, 3 + (i % 2)), ElementType.Int8, result);
            graph.Add(id => new Add(id, [left, right], [output], Activation.None));
            graph.Output(output);

            TensorId Input(GraphBuilder to, string name, float of) =>
                to.Input(name, new Shape(1, 5, 7, 3 + (i % 2)), ElementType.Int8, Quantization(of));
        }

        return graph.Build();

        QuantizationParameters Quantization(float scale) => QuantizationParameters.PerTensor(scale, random.Int(-128, 127));

        float Power(int min, int max) => MathF.Pow(2, random.Int(min, max));
    }
}
