using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>Which real number a pixel of 0 to 255 stands for, channel by channel: factor * pixel + offset.</summary>
internal sealed class PixelMeaning
{
    private static readonly double[] ImageNetMean = [0.485, 0.456, 0.406];
    private static readonly double[] ImageNetDeviation = [0.229, 0.224, 0.225];

    private readonly double[] _factors;
    private readonly double[] _offsets;

    private PixelMeaning(double[] factors, double[] offsets) => (_factors, _offsets) = (factors, offsets);

    /// <summary>The smallest and the largest number of any channel.</summary>
    public (float Least, float Most) Range => (
        (float)_factors.Zip(_offsets).Min(c => Math.Min(c.Second, c.Second + (255 * c.First))),
        (float)_factors.Zip(_offsets).Max(c => Math.Max(c.Second, c.Second + (255 * c.First))));

    public float Of(byte pixel, int channel) =>
        (float)((_factors[channel % _factors.Length] * pixel) + _offsets[channel % _offsets.Length]);

    /// <summary>Pixels over a range of reals, then less a mean, then divided by a deviation.</summary>
    public static PixelMeaning Of(double least, double most, double[] mean, double[] deviation)
    {
        var channels = Math.Max(mean.Length, deviation.Length);
        var factors = new double[channels];
        var offsets = new double[channels];
        for (var c = 0; c < channels; c++)
        {
            var (m, d) = (mean[c % mean.Length], deviation[c % deviation.Length]);
            (factors[c], offsets[c]) = ((most - least) / 255 / d, (least - m) / d);
        }

        return new PixelMeaning(factors, offsets);
    }

    /// <summary><c>--normalize</c>; automatically a quantized input's stored values are pixels, and a float one has -1 to 1.</summary>
    public static PixelMeaning Of(Normalization normalization, Tensor input) => normalization switch
    {
        Normalization.Unit => Of(0, 1, [0], [1]),
        Normalization.Signed => Of(-1, 1, [0], [1]),
        Normalization.Raw => Of(0, 255, [0], [1]),
        Normalization.ImageNet => Of(0, 1, ImageNetMean, ImageNetDeviation),
        Normalization.Auto when input is { Type: ElementType.Int8 or ElementType.UInt8, Quantization: { IsPerChannel: false } q } =>
            new PixelMeaning([q.Scale], [q.Scale * ((input.Type == ElementType.Int8 ? sbyte.MinValue : 0) - (double)q.ZeroPoint)]),
        Normalization.Auto => Of(-1, 1, [0], [1]),
        _ => throw new ArgumentOutOfRangeException(nameof(normalization), normalization, null),
    };
}
