using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>
/// A random window over an image: SAME, VALID or explicit padding, and the output size that follows. Every window has a tap inside the
/// image.
/// </summary>
internal sealed record RandomWindow(Size2D Window, Size2D Stride, Size2D Dilation, Padding2D Padding, int OutputHeight, int OutputWidth)
{
    public static RandomWindow For(Shape input, TestRandom random, bool dilated, int largest = 5, int? stride = null)
    {
        var square = random.Chance(0.6);
        var height = random.Int(1, largest);
        var window = new Size2D(height, square ? height : random.Int(1, largest));
        var strides = random.Chance(0.5) ? Size2D.One : new Size2D(random.Int(1, 3), random.Int(1, 3));
        if (stride is { } s)
            strides = new Size2D(s, s);
        var dilation = dilated && random.Chance(0.2) ? new Size2D(random.Int(1, 3), random.Int(1, 3)) : Size2D.One;
        var mode = random.Int(0, 3);
        var (top, bottom, outputHeight) = Along(input.Height, window.Height, strides.Height, dilation.Height, mode, random);
        var (left, right, outputWidth) = Along(input.Width, window.Width, strides.Width, dilation.Width, mode, random);
        return new RandomWindow(window, strides, dilation, new Padding2D(top, bottom, left, right), outputHeight, outputWidth);
    }

    private static (int Before, int After, int Output) Along(int input, int window, int stride, int dilation, int mode, TestRandom random)
    {
        var extent = ((window - 1) * dilation) + 1;
        if (mode == 0 && extent <= input)
            return (0, 0, ((input - extent) / stride) + 1);
        if (mode == 1)
        {
            // An undilated neighbour tap must stay inside: paddings shorter than the window are always enough.
            var (before, after) = (random.Int(0, window - 1), random.Int(0, window - 1));
            if (dilation == 1 && before + input + after >= extent)
                return (before, after, ((before + input + after - extent) / stride) + 1);
        }

        var output = (input + stride - 1) / stride;
        var total = Math.Max(0, ((output - 1) * stride) + extent - input);
        return (total / 2, total - (total / 2), output);
    }
}
