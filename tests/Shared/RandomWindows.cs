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

    /// <param name="windows">Of each image.</param>
    public void MakeUsual(int images, int windows)
    {
        for (var image = 0; image < images; image++)
        {
            var channels = random.Pick(1, 3, 4, 6, 8, 12, 16, 17, 21);
            var shape = new Shape(random.Chance(0.2) ? 2 : 1, random.Int(5, 11), random.Int(5, 13), channels);
            var input = graph.Input(shape);
            for (var window = 0; window < windows; window++)
                graph.Output(UsualWindow(input, shape));
        }
    }

    private TensorId UsualWindow(TensorId input, Shape shape)
    {
        var size = random.Pick(1, 1, 3, 3, 3, 3, 5);
        var (stride, dilation) = (random.Pick(1, 1, 2), size == 3 ? random.Pick(1, 1, 1, 2) : 1);
        var (extent, padding) = (((size - 1) * dilation) + 1, random.Chance(0.6) ? (size - 1) * dilation / 2 : 0);
        var window = new RandomWindow(
            new Size2D(size, size), new Size2D(stride, stride), new Size2D(dilation, dilation),
            new Padding2D(padding, padding, padding, padding), Along(shape.Height), Along(shape.Width));
        return size > 1 && random.Chance(0.6)
            ? _operators.Depthwise(input, window, multiplier: 1)
            : _operators.Convolution(input, random.Pick(1, 2, 4, 7, 8, 16, 18), window);

        int Along(int input) => ((input + (2 * padding) - extent) / stride) + 1;
    }

    private TensorId AnyWindow(TensorId input) => random.Int(0, 8) switch
    {
        0 => _operators.Pool(random.Pick("AVERAGE_POOL_2D", "MAX_POOL_2D"), input),
        1 or 2 or 3 => _operators.Depthwise(input, RandomWindow.Odd(graph.ShapeOf(input), random)),
        4 => _operators.Convolution(input), // Grouped and dilated forms.
        _ => _operators.Convolution(input, random.Int(1, 9), RandomWindow.Odd(graph.ShapeOf(input), random)),
    };
}
