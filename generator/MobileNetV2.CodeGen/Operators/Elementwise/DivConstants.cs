using System.Numerics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Constants of DIV: result = clamp(Factor times (l + LeftOffset) / (r + RightOffset) + OutputOffset).</summary>
internal sealed record DivConstants(
    int LeftOffset,
    int RightOffset,
    int OutputOffset,
    QuantizedMultiplier Factor,
    ActivationRange Activation)
{
    public static DivConstants For(ITensorTable graph, Div op)
    {
        var (left, right) = (graph[op.Left].RequiredQuantization, graph[op.Right].RequiredQuantization);
        var output = graph[op.Output].RequiredQuantization;
        return new DivConstants(
            -left.ZeroPoint,
            -right.ZeroPoint,
            output.ZeroPoint,
            QuantizedMultiplier.FromReal(RealFactor(left.Scale, right.Scale, output.Scale)),
            ActivationRange.Of(op.Activation, graph[op.Output]));
    }

    /// <remarks>The reference rounds product and quotient to binary32.</remarks>
    public static double RealFactor(float left, float right, float output) => (float)(left / (float)(right * output));

    /// <summary>The quotient of two numbers of at most 9 bits, times the factor.</summary>
    /// <remarks>Where the reference divides by zero, which it leaves undefined, the result is what the sign of the dividend says.</remarks>
    public int Quotient(int dividend, int divisor)
    {
        if (divisor == 0)
            return dividend == 0 ? 0 : dividend < 0 ? int.MinValue / 2 : int.MaxValue / 2;
        if (divisor < 0)
            (dividend, divisor) = (-dividend, -divisor);

        // The divisor is (1 + fraction) * 2^(31 - zeros); the dividend is moved up as far as it goes.
        var zeros = BitOperations.LeadingZeroCount((uint)divisor);
        var reciprocal = FixedPointFunctions.ReciprocalOfOnePlus(unchecked((int)(((uint)divisor << zeros) - (1u << 31))));
        var room = BitOperations.LeadingZeroCount((uint)Math.Abs(dividend)) - 1;
        if (dividend < 0 && BitOperations.IsPow2(-dividend))
            room++;
        var product = FixedPoint.SaturatingRoundingDoublingHighMultiply(dividend << room, reciprocal);
        var shift = 31 - zeros + room - Factor.Shift;
        var scaled = FixedPoint.SaturatingRoundingDoublingHighMultiply(product, Factor.MultiplierQ31);
        return shift > 31 ? 0 : FixedPoint.RoundingDivideByPowerOfTwo(scaled, shift);
    }
}
