using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>A random window over an image: SAME, VALID or explicit padding, and the output size that follows.</summary>
internal sealed record RandomWindow(Size2D Window, Size2D Stride, Size2D Dilation, Padding2D Padding, int OutputHeight, int OutputWidth)
{
    /// <param name="isConvolution">Then now and then dilated, or <see cref="Odd"/>.
    /// Every window of a pool has a tap inside the image.</param>
    public static RandomWindow For(Shape input, TestRandom random, bool isConvolution, int largest = 5, int? stride = null)
    {
        if (isConvolution && stride is null && random.Chance(0.3))
            return Odd(input, random, largest);
        var square = random.Chance(0.6);
        var height = random.Int(1, largest);
        var window = new Size2D(height, square ? height : random.Int(1, largest));
        var strides = random.Chance(0.5) ? Size2D.One : new Size2D(random.Int(1, 3), random.Int(1, 3));
        if (stride is { } s)
            strides = new Size2D(s, s);
        var dilation = isConvolution && random.Chance(0.2) ? new Size2D(random.Int(1, 3), random.Int(1, 3)) : Size2D.One;
        var mode = random.Int(0, 3);
        var (top, bottom, outputHeight) = Along(input.Height, window.Height, strides.Height, dilation.Height, mode, random);
        var (left, right, outputWidth) = Along(input.Width, window.Width, strides.Width, dilation.Width, mode, random);
        return new RandomWindow(window, strides, dilation, new Padding2D(top, bottom, left, right), outputHeight, outputWidth);
    }

    /// <summary>
    /// What networks seldom have, and what shortcuts of kernels forget: padding on one side only or larger than the window, windows of
    /// one pixel with padding, windows that lie in the padding altogether, strides beyond the image.
    /// </summary>
    public static RandomWindow Odd(Shape input, TestRandom random, int largest = 5)
    {
        var (height, width) = (OddAxis(input.Height, largest, random), OddAxis(input.Width, largest, random));
        return new RandomWindow(
            new Size2D(height.Window, width.Window),
            new Size2D(height.Stride, width.Stride),
            new Size2D(height.Dilation, width.Dilation),
            new Padding2D(height.Before, height.After, width.Before, width.After),
            height.Output,
            width.Output);
    }

    private static (int Window, int Stride, int Dilation, int Before, int After, int Output) OddAxis(
        int input, int largest, TestRandom random)
    {
        var window = random.Chance(0.6) ? 1 : random.Int(2, largest);
        var dilation = random.Chance(0.7) ? 1 : random.Int(2, 3);
        var stride = random.Chance(0.6) ? 1 : random.Chance(0.7) ? random.Int(2, 3) : input + random.Int(0, 2);
        var extent = ((window - 1) * dilation) + 1;
        var (before, after) = (OddPadding(extent, random), OddPadding(extent, random));
        after += Math.Max(0, extent - (before + input + after));
        return (window, stride, dilation, before, after, ((before + input + after - extent) / stride) + 1);
    }

    /// <summary>Mostly none; else up to a few pixels more than the window has.</summary>
    private static int OddPadding(int extent, TestRandom random) => random.Chance(0.6) ? 0 : random.Int(1, extent + 2);

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
