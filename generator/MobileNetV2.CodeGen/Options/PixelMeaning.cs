using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Options;

/// <summary>Which real number a pixel of 0 to 255 stands for, channel by channel: factor * pixel + offset.</summary>
public sealed class PixelMeaning
{
    private readonly double[] _factors;
    private readonly double[] _offsets;

    private PixelMeaning(double[] factors, double[] offsets, string options = "") =>
        (_factors, _offsets, Options) = (factors, offsets, options);

    /// <summary>The options that say the same; for what files say of themselves.</summary>
    public string Options { get; }

    /// <summary>Channels that have numbers of their own; 1 when all have the same.</summary>
    public int Channels => Math.Max(_factors.Length, _offsets.Length);

    /// <summary>The smallest and the largest number of any channel.</summary>
    public (float Least, float Most) Range => (
        (float)_factors.Zip(_offsets).Min(c => Math.Min(c.Second, c.Second + (255 * c.First))),
        (float)_factors.Zip(_offsets).Max(c => Math.Max(c.Second, c.Second + (255 * c.First))));

    /// <summary>In binary32, as networks of floats take it.</summary>
    public float Of(byte pixel, int channel) => (float)Real(pixel, channel);

    /// <summary>In binary64.</summary>
    public double Real(byte pixel, int channel) => (_factors[channel % _factors.Length] * pixel) + _offsets[channel % _offsets.Length];

    /// <summary>The same, and the options that say so.</summary>
    public PixelMeaning By(string options) => new(_factors, _offsets, options);

    /// <summary>Pixels over a range of reals, then less a mean, then divided by a deviation.</summary>
    public static PixelMeaning Of(double least, double most, double[] mean, double[] deviation)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(deviation);
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

    /// <summary>Pixels over a range of reals.</summary>
    public static PixelMeaning Of(double least, double most) => Of(least, most, [0], [1]);

    /// <summary>What nearly all networks mean: the stored values of a quantized input are pixels, and a float one has -1 to 1.</summary>
    public static PixelMeaning OfStored(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input is { Type: ElementType.Int8 or ElementType.UInt8, Quantization: { IsPerChannel: false } q }
            ? new PixelMeaning([q.Scale], [q.Scale * ((input.Type == ElementType.Int8 ? sbyte.MinValue : 0) - (double)q.ZeroPoint)])
            : Of(-1, 1);
    }
}
