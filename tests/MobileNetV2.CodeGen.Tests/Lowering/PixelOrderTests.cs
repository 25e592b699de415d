using CsCheck;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;

namespace MobileNetV2.CodeGen.Tests.Lowering;

public class PixelOrderTests
{
    private static readonly Gen<WindowGeometry> Windows = Gen.Select(
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 4]),
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 4]),
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[0, 4], Gen.Int[0, 4]),
        (input, output, window) => new WindowGeometry(
            new Shape(input.Item1, input.Item2, input.Item3, input.Item4),
            new Shape(input.Item1, output.Item1, output.Item2, output.Item3),
            new Size2D(3, 3),
            new Size2D(window.Item1, window.Item2),
            Size2D.One,
            new Padding2D(window.Item3, 0, window.Item4, 0)));

    [Fact]
    public void The_distance_is_that_of_looking_at_every_pixel() => Gen.Select(Windows, Gen.Int[1, 4]).Sample(
        (window, pixelsAtOnce) => Assert.Equal(Slowly(window, pixelsAtOnce), PixelOrder.DistanceBytes(window, pixelsAtOnce)),
        iter: 20_000);

    [Fact]
    public void Groups_that_begin_with_the_row_count_as_they_are() => Gen.Select(Windows, Gen.Int[0, 2].Select(i => 1 << i)).Sample(
        (window, first) => Assert.Equal(InGroups(window, 4, first), PixelOrder.DistanceBytes(window, 4, groups: first)),
        iter: 20_000);

    [Fact]
    public void A_huge_picture_is_as_quick_as_a_small_one()
    {
        var shape = new Shape(1, 30_000, 30_000, 2);
        var geometry = new WindowGeometry(shape, shape, new Size2D(3, 3), Size2D.One, Size2D.One, new Padding2D(1, 1, 1, 1));

        Assert.Equal(60_000 + (2 * 2), PixelOrder.DistanceBytes(geometry, 1));
    }

    private static int InGroups(WindowGeometry window, int pixelsAtOnce, int first)
    {
        var (input, output) = (window.Input, window.Output);
        var needed = new int[(output.Batch * output.Height * output.Width) + 1];
        needed[^1] = int.MaxValue;
        for (var pixel = needed.Length - 2; pixel >= 0; pixel--)
        {
            var (row, x) = Math.DivRem(pixel, output.Width);
            var (n, y) = Math.DivRem(row, output.Height);
            var inputRow = (n * input.Height) + Math.Max(0, (y * window.Stride.Height) - window.Padding.Top);
            var column = Math.Max(0, (x * window.Stride.Width) - window.Padding.Left);
            needed[pixel] = Math.Min(needed[pixel + 1], ((inputRow * input.Width) + column) * input.Channels);
        }

        var distance = int.MinValue;
        for (var row = 0; row < output.Batch * output.Height; row++)
        {
            var pixels = row % output.Height == 0 ? first : pixelsAtOnce;
            for (var x = 0; x < output.Width; pixels = Math.Min(2 * pixels, pixelsAtOnce))
            {
                var begin = x;
                x = Math.Min(x + pixels, output.Width);
                distance = Math.Max(distance, (((row * output.Width) + x) * output.Channels) - needed[(row * output.Width) + begin]);
            }
        }

        return distance;
    }

    private static int Slowly(WindowGeometry window, int pixelsAtOnce)
    {
        var (input, output) = (window.Input, window.Output);
        var (distance, needed) = (int.MinValue, int.MaxValue);
        for (var n = input.Batch - 1; n >= 0; n--)
        {
            for (var y = output.Height - 1; y >= 0; y--)
            {
                for (var x = output.Width - 1; x >= 0; x--)
                {
                    var row = Math.Max(0, (y * window.Stride.Height) - window.Padding.Top);
                    var column = Math.Max(0, (x * window.Stride.Width) - window.Padding.Left);
                    needed = Math.Min(needed, ((((n * input.Height) + row) * input.Width) + column) * input.Channels);
                    var written = ((((n * output.Height) + y) * output.Width) + Math.Min(x + pixelsAtOnce, output.Width)) * output.Channels;
                    distance = Math.Max(distance, written - needed);
                }
            }
        }

        return distance;
    }
}
