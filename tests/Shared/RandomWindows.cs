using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Convolutions, depthwise convolutions and pools side by side, a second one behind some of them.</summary>
internal sealed class RandomWindows(RandomGraphBuilder graph, TestRandom random)
{
    private readonly RandomOperators _operators = new(graph, random);

    /// <param name="windows">Of each image.</param>
    public void Make(int images, int windows)
    {
        for (var image = 0; image < images; image++)
        {
            var input = graph.Input(new Shape(
                random.Chance(0.2) ? 2 : 1, random.Int(1, 6), random.Int(1, 6), random.Chance(0.3)
                    ? random.Pick(1, 4, 16)
                    : random.Int(1, 19)));
            for (var window = 0; window < windows; window++)
            {
                var result = AnyWindow(input);
                graph.Output(random.Chance(0.3) ? AnyWindow(result) : result);
            }
        }
    }

    private TensorId AnyWindow(TensorId input) => random.Int(0, 8) switch
    {
        0 => _operators.Pool(random.Pick("AVERAGE_POOL_2D", "MAX_POOL_2D"), input),
        1 or 2 or 3 => _operators.Depthwise(input, RandomWindow.Odd(graph.ShapeOf(input), random)),
        4 => _operators.Convolution(input), // Grouped and dilated forms.
        _ => _operators.Convolution(input, random.Int(1, 9), RandomWindow.Odd(graph.ShapeOf(input), random)),
    };
}
