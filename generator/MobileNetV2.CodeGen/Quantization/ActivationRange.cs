using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Quantization;

/// <summary>The quantized values that an output is clamped to, both included.</summary>
internal readonly record struct ActivationRange(int Min, int Max)
{
    /// <summary>The range of <paramref name="type"/> alone.</summary>
    public static ActivationRange Of(ElementType type)
    {
        var (min, max) = type.QuantizedRange();
        return new ActivationRange(min, max);
    }

    /// <summary>The activation's limits in the output's quantization, within the range of its type.</summary>
    public static ActivationRange Of(Activation activation, QuantizationParameters output, ElementType type)
    {
        var (min, max) = type.QuantizedRange();
        return activation switch
        {
            Activation.None => new ActivationRange(min, max),
            Activation.Relu => new ActivationRange(Math.Max(min, Quantize(0, output)), max),
            Activation.Relu6 => new ActivationRange(Math.Max(min, Quantize(0, output)), Math.Min(max, Quantize(6, output))),
            Activation.ReluN1To1 => new ActivationRange(Math.Max(min, Quantize(-1, output)), Math.Min(max, Quantize(1, output))),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
        };
    }

    /// <summary>The activation's limits for the only output of an operator.</summary>
    public static ActivationRange Of(Activation activation, Tensor output) =>
        Of(activation, output.RequiredQuantization, output.Type);

    public int Clamp(int value) => Math.Min(Math.Max(value, Min), Max);

    /// <summary>
    /// Float division, rounded half away from zero. Far outside any 8-bit range the exact value is without meaning, so it saturates.
    /// </summary>
    private static int Quantize(float real, QuantizationParameters q)
    {
        var steps = MathF.Round(real / q.Scale, MidpointRounding.AwayFromZero);
        return q.ZeroPoint + (int)Math.Clamp(steps, -65536f, 65536f);
    }
}
