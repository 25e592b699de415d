using System.Globalization;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.RuntimeC;

/// <summary>An output placed over its input, as low as the permit says, gives the same bits.</summary>
public class OverlapCTests
{
    private const int Convolution = 0;
    private const int Depthwise = 1;

    [SkippableFact]
    public void Window_operators_may_run_over_their_input_at_the_permitted_distance()
    {
        using var program = new CProgram(
            "overlap_test.c", "mnv2_convolve_s8.c", "mnv2_depthwise_convolve_s8.c", "mnv2_average_pool_s8.c", "mnv2_max_pool_s8.c");
        var random = new TestRandom(3);
        var overlapping = 0;
        for (var i = 0; i < 160; i++)
        {
            var kind = i % 4;
            var window = RandomWindow(random, kind);
            var distance = PixelOrder.DistanceBytes(window, kind == Convolution ? 2 : 1);
            overlapping += distance < window.Output.ElementCount ? 1 : 0;
            int[] arguments =
            [
                kind, window.Input.Height, window.Input.Width, window.Input.Channels, window.Output.Height, window.Output.Width,
                window.Output.Channels,
                window.Window.Height, window.Window.Width, window.Stride.Height, window.Dilation.Height, window.Padding.Top,
                window.Padding.Left, distance,
            ];
            program.Run([.. arguments.Select(a => a.ToString(CultureInfo.InvariantCulture))]);
        }

        Assert.True(overlapping > 100, $"only {overlapping} cases shared bytes");
    }

    private static WindowGeometry RandomWindow(TestRandom random, int kind)
    {
        var size = new Size2D(random.Int(1, 3), random.Int(1, 3));
        var stride = random.Int(1, 2);
        var dilation = kind <= Depthwise ? random.Int(1, 2) : 1;
        var (height, width) = (random.Int(6, 12), random.Int(6, 12));
        var (top, left) = (random.Int(0, size.Height - 1), random.Int(0, size.Width - 1));
        var channels = random.Int(1, 6);
        var outputChannels = kind == Convolution ? random.Int(1, 8) : channels;
        int Outputs(int input, int window, int before) => ((input + before + window - 1 - ((window - 1) * dilation) - 1) / stride) + 1;
        return new WindowGeometry(
            new Shape(1, height, width, channels),
            new Shape(1, Outputs(height, size.Height, top), Outputs(width, size.Width, left), outputChannels),
            size,
            new Size2D(stride, stride),
            new Size2D(dilation, dilation),
            new Padding2D(top, size.Height - 1, left, size.Width - 1));
    }
}
