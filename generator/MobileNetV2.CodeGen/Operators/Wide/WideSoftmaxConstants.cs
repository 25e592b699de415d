using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Constants of SOFTMAX on 16-bit values: Factor leads from a difference to the row's maximum to units of 10/65535.</summary>
internal sealed record WideSoftmaxConstants(QuantizedMultiplier Factor)
{
    /// <summary>The exponential of -10 to 0.</summary>
    public static ImmutableArray<int> Exponential { get; } = Table(10f / 65535, short.MaxValue, x => (float)Math.Exp(x));

    /// <summary>1 / (1 + x) of 0 to 1.</summary>
    public static ImmutableArray<int> Reciprocal { get; } = Table(1f / 65535, short.MinValue, x => 1f / (1f + x));

    public static WideSoftmaxConstants For(ITensorTable graph, Softmax op) =>
        new(QuantizedMultiplier.FromReal(RealFactor(graph[op.Input].RequiredQuantization.Scale, op.Beta)));

    public static double RealFactor(float scale, float beta) => (double)scale * beta / (10.0 / 65535.0);

    /// <summary>Values of a function in units of 1/32768, 128 apart, moved towards what lies halfway; all in binary32.</summary>
    private static ImmutableArray<int> Table(float scale, int zeroPoint, Func<float, float> function)
    {
        const int steps = 512;
        const float outputScale = 2f / 65535;
        var (least, most) = (scale * (short.MinValue - zeroPoint), scale * (short.MaxValue - zeroPoint));
        var step = (most - least) / steps;
        var stepsPerUnit = 65536f / ((outputScale * short.MaxValue) - (outputScale * short.MinValue));
        var table = ImmutableArray.CreateBuilder<int>(steps + 1);
        for (var i = 0; i < steps; i++)
        {
            var (value, next) = (function(least + (i * step)), function(least + ((i + 1) * step)));
            var middle = function(least + (i * step) + (step / 2));
            var interpolated = Round(((next * stepsPerUnit) + Round(value * stepsPerUnit)) / 2);
            var error = interpolated - Round(middle * stepsPerUnit);
            table.Add(Limited(Round(value * stepsPerUnit) - Round(error / 2)));
        }

        table.Add(Limited(Round(function(most) * stepsPerUnit)));
        return table.ToImmutable();
    }

    private static float Round(float x) => MathF.Round(x, MidpointRounding.AwayFromZero);

    private static int Limited(float x) => (int)Math.Clamp(x, short.MinValue, short.MaxValue);
}
