using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests.Streaming;

/// <summary>Frames of features are pushed as they arrive, whatever shape the file gives to all of them together.</summary>
public class PushedViewsTests
{
    private const int Frames = 21;
    private const int Features = 10;

    private static readonly QuantizationParameters Plain = QuantizationParameters.PerTensor(0.5f, 3);
    private static readonly Shape Picture = new(1, Frames, Features, 1);

    [Theory]
    [InlineData("RESHAPE")]
    [InlineData("EXPAND_DIMS")]
    [InlineData("TRANSPOSE")]
    public async Task Rows_are_those_of_the_picture_behind(string first)
    {
        var request = Networks.Request(Network(first), "host");
        var compile = request.Compile with { Input = InputMode.Rows, Schedule = ScheduleMode.Stream };

        var plan = Compiler.Plan(compile).Sound();

        Assert.Equal([1, Frames, Features, 1], plan.Inputs[0].Shape.AsEnumerable());
        Assert.DoesNotContain(plan.Buffers, b => b.SizeBytes >= Frames * Features);
        await Networks.MustBeExact(request with { Compile = compile, RandomCases = 2, Sanitize = true });
    }

    [Fact]
    public void Rows_that_become_columns_are_refused()
    {
        var request = Networks.Request(Network("columns"), "host").Compile with { Input = InputMode.Rows };

        var refused = Assert.Single(Compiler.Plan(request).Diagnostics);

        Assert.Equal("MNV4103", refused.Code);
        Assert.Contains("in the order in which they arrive", refused.Help, StringComparison.Ordinal);
    }

    private static Graph Network(string first)
    {
        var graph = new GraphBuilder("frames");
        var picture = first switch
        {
            "RESHAPE" => View(new Shape(1, Frames * Features), (id, x, y) => new Reshape(id, [x], y, first)),
            "EXPAND_DIMS" => View(new Shape(1, Frames, Features), (id, x, y) => new Reshape(id, [x], y, first)),
            "TRANSPOSE" => View(new Shape(1, 1, Frames, Features), (id, x, y) => new Transpose(id, [x], y, [0, 2, 3, 1])),
            _ => View(new Shape(1, Features, Frames, 1), (id, x, y) => new Transpose(id, [x], y, [0, 2, 1, 3])),
        };
        var pooled = new Shape(1, Frames / 2, Features / 2, 1);
        var two = new Size2D(2, 2);
        graph.Output(graph.Add(id => new MaxPool2D(id, [picture], [Tensor("pooled", pooled)], two, two, default, Activation.None)));
        return graph.Build();

        TensorId View(Shape shape, Func<OperatorId, TensorId, System.Collections.Immutable.ImmutableArray<TensorId>, Operator> make)
        {
            var x = graph.Input("input", shape, ElementType.Int8, Plain);
            return graph.Add(id => make(id, x, [Tensor("picture", Picture)]));
        }

        TensorId Tensor(string name, Shape shape) => graph.Tensor(name, shape, ElementType.Int8, Plain);
    }
}
