using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Zoo.Calibration;

/// <summary>From real values to the centred int8 values that the next layer sees.</summary>
/// <remarks>Rounds once; the reference rounds twice. A difference of one step does not matter to ranges.</remarks>
internal static class OutputQuantization
{
    /// <summary>Chooses the quantization of <paramref name="real"/>(i) for all elements of <paramref name="shape"/> and applies
    /// it.</summary>
    public static (CalibrationBatch Values, QuantizationParameters Quantization) Choose(
        CalibrationBatch shape, Activation activation, Func<int, double> real)
    {
        var (min, max) = (double.MaxValue, double.MinValue);
        for (var i = 0; i < shape.Values.Length; i++)
        {
            var value = real(i);
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        var quantization = OutputRange.Quantization(min, max, shape.Pixels, activation);
        return (Apply(shape, quantization, activation, real), quantization);
    }

    public static CalibrationBatch Apply(
        CalibrationBatch shape, QuantizationParameters quantization, Activation activation, Func<int, double> real)
    {
        var range = ActivationRange.Of(activation, quantization, ElementType.Int8);
        var zeroPoint = quantization.ZeroPoint;
        var inverse = 1.0 / quantization.Scale;
        var result = new CalibrationBatch(shape.Samples, shape.Height, shape.Width, shape.Channels);
        for (var i = 0; i < result.Values.Length; i++)
        {
            var steps = Math.Floor((real(i) * inverse) + 0.5);
            result.Values[i] = (int)Math.Clamp(steps, range.Min - zeroPoint, range.Max - zeroPoint);
        }

        return result;
    }
}
