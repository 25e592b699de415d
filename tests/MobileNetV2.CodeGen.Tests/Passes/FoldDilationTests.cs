using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Passes;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Passes;

public sealed class FoldDilationTests
{
    [Fact]
    public void Batches_around_a_convolution_become_its_dilation()
    {
        var folded = 0;
        for (var seed = 0UL; seed < 60; seed++)
        {
            var graph = Dilated(seed);
            Assert.Empty(GraphValidator.Validate(graph));
            var result = new FoldDilation().Run(graph, new PassContext(BorderMode.Native));
            Assert.Empty(GraphValidator.Validate(result));
            var inputs = RandomGraphs.Inputs(graph, seed);
            Assert.Equal(new ReferenceInterpreter(graph).Run(inputs)[0], new ReferenceInterpreter(result).Run(inputs)[0]);
            folded += result.Operators.Length == 1 ? 1 : 0;
        }

        // Borders of other values, and less border than is cut off, stay as they are.
        Assert.InRange(folded, 20, 59);
    }

    private static Graph Dilated(ulong seed)
    {
        var random = new TestRandom(seed);
        var graph = new RandomGraphBuilder("net", random);
        var operators = new RandomOperators(graph, random);
        var block = new Size2D(random.Int(1, 3), random.Int(1, 3));
        var shape = new Shape(1, random.Int(4, 9), random.Int(4, 9), random.Int(1, 4));
        var border = new Padding2D(random.Int(0, 3), 0, random.Int(0, 3), 0);
        border = border with
        {
            Bottom = ((3 * block.Height) - ((shape.Height + border.Top) % block.Height)) % (3 * block.Height),
            Right = ((3 * block.Width) - ((shape.Width + border.Left) % block.Width)) % (3 * block.Width),
        };
        var input = graph.Input(shape);
        var zero = graph.QuantizationOf(input).ZeroPoint;
        var value = random.Chance(0.8) ? zero : -zero - 1;
        var split = graph.Add(
            new Shape(
                block.Height * block.Width,
                (shape.Height + border.Top + border.Bottom) / block.Height,
                (shape.Width + border.Left + border.Right) / block.Width,
                shape.Channels),
            graph.QuantizationOf(input),
            (id, result) => new SpaceToBatch(id, [input], result, block, border, value));
        var (height, width) = (graph.ShapeOf(split).Height, graph.ShapeOf(split).Width);
        var kernel = new Size2D(random.Int(1, Math.Min(3, height)), random.Int(1, Math.Min(3, width)));
        var window = new RandomWindow(kernel, Size2D.One, Size2D.One, default, height - kernel.Height + 1, width - kernel.Width + 1);
        var summed = random.Chance(0.5) ? operators.Convolution(split, 3, window) : operators.Depthwise(split, window, 1);
        var inner = graph.ShapeOf(summed);
        var crop = new Padding2D(random.Chance(0.2) ? 1 : 0, 0, 0, 0);
        if (inner.Height * block.Height <= crop.Top)
            crop = default;
        graph.Output(graph.Add(
            new Shape(1, (inner.Height * block.Height) - crop.Top, inner.Width * block.Width, inner.Channels),
            graph.QuantizationOf(summed),
            (id, result) => new BatchToSpace(id, [summed], result, block, crop)));
        return graph.Build();
    }
}
