using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Factors of LEAKY_RELU: <paramref name="Above"/> the zero point, and below it <paramref name="Below"/> times
/// <paramref name="Sign"/>.</summary>
internal sealed record LeakyReluConstants(QuantizedMultiplier Above, QuantizedMultiplier Below, int Sign)
{
    public static LeakyReluConstants For(LeakyRelu op, QuantizationParameters input, QuantizationParameters output) => new(
        QuantizedMultiplier.FromReal(Factor(input, output)),
        QuantizedMultiplier.FromReal(Math.Abs(Factor(op, input, output))),
        op.Alpha < 0 ? -1 : 1);

    public static float Factor(QuantizationParameters input, QuantizationParameters output) => input.Scale / output.Scale;

    public static float Factor(LeakyRelu op, QuantizationParameters input, QuantizationParameters output) =>
        input.Scale * op.Alpha / output.Scale;

    /// <param name="distance">From the input's zero point; the result is from that of the output.</param>
    public int Apply(int distance) => unchecked(distance >= 0 ? Above.Apply(distance) : Sign * Below.Apply(distance));
}
