using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Constants of a sum of stored values: result = clamp(Factor.Apply(sum &lt;&lt; HeadRoom) + OutputOffset), where the sum begins
/// with InputOffset and adds x + InputOffset for each value x.</summary>
/// <remarks>The oracle begins with the offset, as if it stood for 0: results are lower than the real sum by what the stored 0 stands for.
/// It shifts each value up by 20 bits and scales it by a half, which is exact.</remarks>
/// <param name="InputOffset">Minus the input's zero point.</param>
/// <param name="OutputOffset">The output's zero point.</param>
internal sealed record SumConstants(int InputOffset, int OutputOffset, QuantizedMultiplier Factor)
{
    /// <summary>Fractional bits of a sum before it is scaled.</summary>
    public const int HeadRoom = AddConstants.LeftShift - 1;

    public static SumConstants For(ITensorTable graph, Operator op)
    {
        var (input, output) = (graph[op.Input].RequiredQuantization, graph[op.Output].RequiredQuantization);
        return new(-input.ZeroPoint, output.ZeroPoint, QuantizedMultiplier.FromReal(OutputReal(input.Scale, output.Scale)));
    }

    /// <summary>The factor is below 1, and no sum of so many values leaves 32 bits; false after reporting.</summary>
    public static bool AreInRange(OperatorScope scope, int values)
    {
        var factor = OutputReal(ArithmeticRules.Scale(scope.Input()), ArithmeticRules.Scale(scope.Output));
        if (factor >= 1)
            return scope.Report(GraphDiagnostics.Rescale(scope.Place, "the factor from the sum to the output scale", factor, 1));
        var zeroPoint = (long)scope.Input().RequiredQuantization.ZeroPoint;
        var largest = Math.Max(zeroPoint - sbyte.MinValue, sbyte.MaxValue - zeroPoint);
        return ArithmeticRules.FitsAccumulator(
            scope, $"a sum of {values} values with {HeadRoom} bits of head room", (Math.Abs(zeroPoint) + (values * largest)) << HeadRoom);
    }

    /// <summary>The stored result of a sum.</summary>
    public byte Finish(int sum) =>
        Requantization.Finish(Factor.Apply(sum << HeadRoom), OutputOffset, ActivationRange.Of(ElementType.Int8));

    private static double OutputReal(float input, float output) => 2 * (double)input / ((1 << AddConstants.LeftShift) * (double)output);
}
