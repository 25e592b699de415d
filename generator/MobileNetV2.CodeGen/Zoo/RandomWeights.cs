namespace MobileNetV2.CodeGen.Zoo;

/// <summary>Bell-shaped int8 weights that reach 127 or -127 in each channel, as a per-channel quantizer leaves them.</summary>
internal static class RandomWeights
{
    /// <summary>[channels, taps].</summary>
    public static sbyte[] ChannelMajor(DeterministicRandom random, int channels, int taps)
    {
        var weights = new sbyte[checked(channels * taps)];
        Span<double> reals = new double[taps];
        for (var c = 0; c < channels; c++)
        {
            var largest = 0.0;
            foreach (ref var real in reals)
            {
                real = random.NextBell();
                largest = Math.Max(largest, Math.Abs(real));
            }

            for (var t = 0; t < taps; t++)
                weights[(c * taps) + t] = largest == 0 ? (sbyte)127 : (sbyte)Math.Floor((reals[t] * 127 / largest) + 0.5);
        }

        return weights;
    }

    /// <summary>[taps, channels], as depthwise filters are stored.</summary>
    public static sbyte[] ChannelMinor(DeterministicRandom random, int channels, int taps)
    {
        var major = ChannelMajor(random, channels, taps);
        var minor = new sbyte[major.Length];
        for (var c = 0; c < channels; c++)
        {
            for (var t = 0; t < taps; t++)
                minor[(t * channels) + c] = major[(c * taps) + t];
        }

        return minor;
    }
}
