namespace MobileNetV2.CodeGen.Zoo.Calibration;

/// <summary>Synthetic pictures: smooth ones, textured ones, noise and hard edges,
/// so that ranges hold for photographs and for random inputs.</summary>
internal static class CalibrationPictures
{
    private const int FractionBits = 8;

    /// <summary>Values in [-128, 127] minus <paramref name="zeroPoint"/>.</summary>
    public static CalibrationBatch Make(DeterministicRandom random, int samples, int height, int width, int channels, int zeroPoint)
    {
        var batch = new CalibrationBatch(samples, height, width, channels);
        for (var s = 0; s < samples; s++)
        {
            var picture = batch.Values.AsSpan(s * height * width * channels, height * width * channels);
            switch (s % 4)
            {
                case 0:
                    Draw(random, picture, height, width, channels, cells: random.NextInt32(2, 4), noise: 4, smooth: true);
                    break;
                case 1:
                    Draw(random, picture, height, width, channels, cells: random.NextInt32(5, 12), noise: 24, smooth: true);
                    break;
                case 2:
                    foreach (ref var value in picture)
                        value = random.NextInt32(-128, 127);
                    break;
                default:
                    Draw(random, picture, height, width, channels, cells: random.NextInt32(4, 16), noise: 8, smooth: false);
                    break;
            }

            foreach (ref var value in picture)
                value -= zeroPoint;
        }

        return batch;
    }

    /// <summary>A coarse grid of random colours, interpolated or as flat cells, with some noise.</summary>
    private static void Draw(
        DeterministicRandom random, Span<int> picture, int height, int width, int channels, int cells, int noise, bool smooth)
    {
        var grid = new int[(cells + 1) * (cells + 1) * channels];
        foreach (ref var corner in grid.AsSpan())
            corner = random.NextInt32(-128, 127);
        var i = 0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (gy, fy) = Position(y, height, cells, smooth);
                var (gx, fx) = Position(x, width, cells, smooth);
                for (var c = 0; c < channels; c++)
                {
                    var top = Mix(At(gy, gx, c), At(gy, gx + 1, c), fx);
                    var bottom = Mix(At(gy + 1, gx, c), At(gy + 1, gx + 1, c), fx);
                    picture[i++] = Math.Clamp(Mix(top, bottom, fy) + random.NextInt32(-noise, noise), -128, 127);
                }
            }
        }

        int At(int gy, int gx, int c) => grid[(((gy * (cells + 1)) + gx) * channels) + c];
    }

    private static (int Cell, int Fraction) Position(int pixel, int size, int cells, bool smooth)
    {
        var at = (int)((long)pixel * (cells << FractionBits) / size);
        return (at >> FractionBits, smooth ? at & ((1 << FractionBits) - 1) : 0);
    }

    private static int Mix(int a, int b, int fraction) => a + (((b - a) * fraction) >> FractionBits);
}
