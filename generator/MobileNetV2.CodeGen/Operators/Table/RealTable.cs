using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Tables that the reference makes from a function of reals, every step in binary32.</summary>
internal static class RealTable
{
    /// <summary>What no 8-bit value comes near; keeps conversions to integers defined.</summary>
    private const float Far = 65536;

    public static Func<int, int> Of(QuantizationParameters input, QuantizationParameters output, Func<float, float> function)
    {
        var stepsPerUnit = 1 / output.Scale;
        return x =>
        {
            var steps = MathF.Round(function(input.Scale * (x - input.ZeroPoint)) * stepsPerUnit, MidpointRounding.AwayFromZero);
            return float.IsNaN(steps) ? output.ZeroPoint : (int)Math.Clamp(steps + output.ZeroPoint, -Far, Far);
        };
    }
}
