using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>x * min(6, max(0, x + 3)) / 6.</summary>
public sealed record HardSwish(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : TableOperator(Id, Inputs, Outputs)
{
    public override string Kind => "HARD_SWISH";
}

/// <summary>HARD_SWISH as the reference computes it, on 16-bit integers.</summary>
internal sealed class HardSwishDefinition : TableDefinition<HardSwish>
{
    public override ImmutableArray<string> Kinds => ["HARD_SWISH"];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override QuantizationParameters? Output => null;

    public override ImmutableArray<RoundingRule> Roundings => [RoundingRule.Float32];

    protected override Func<float, float> Curve(HardSwish op) => x => x * MathF.Min(6, MathF.Max(0, x + 3)) / 6;

    protected override HardSwish Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    /// <remarks>The reference shifts to the right only.</remarks>
    protected override bool Arithmetic(OperatorScope scope, HardSwish op)
    {
        var factor = (double)(FineScale(scope.Input().RequiredQuantization) / scope.Output.RequiredQuantization.Scale);
        return factor < 1 || scope.Report(GraphDiagnostics.Rescale(
            scope.Place, "a 128th of the factor from the input scale to the output scale", factor, 1));
    }

    protected override Func<int, int> Rule(HardSwish op, QuantizationParameters input, QuantizationParameters output)
    {
        const float gateScale = 3f / 32768;
        var toOutput = QuantizedMultiplier.FromReal(FineScale(input) / output.Scale);
        var toGate = QuantizedMultiplier.FromReal(FineScale(input) / gateScale);
        return x =>
        {
            // 7 more bits for x; the gate is x / 3 in Q0.15, and becomes (x + 3) / 6.
            var fine = (short)((x - input.ZeroPoint) << 7);
            var gate = (Gate(fine, toGate) + (1 << 15)) >> 1;
            var value = FixedPoint16.SaturatingRoundingDoublingHighMultiply(fine, FixedPoint16.Multiplier(toOutput));
            var product = FixedPoint16.SaturatingDoublingHighMultiply((short)gate, value);
            return unchecked((short)(FixedPoint.RoundingDivideByPowerOfTwo(product, Math.Max(0, -toOutput.Shift)) + output.ZeroPoint));
        };
    }

    private static float FineScale(QuantizationParameters input) => 1f / 128 * input.Scale;

    /// <summary>A left shift is split around the multiplication, so that its last bit comes from the product.</summary>
    private static short Gate(short fine, QuantizedMultiplier factor)
    {
        var multiplier = FixedPoint16.Multiplier(factor);
        if (factor.Shift <= 0)
        {
            var product = FixedPoint16.SaturatingRoundingDoublingHighMultiply(fine, multiplier);
            return (short)FixedPoint.RoundingDivideByPowerOfTwo(product, -factor.Shift);
        }

        var shifted = FixedPoint16.SaturatingLeftShift(fine, factor.Shift - 1);
        return FixedPoint16.SaturatingLeftShift(FixedPoint16.SaturatingRoundingDoublingHighMultiply(shifted, multiplier), 1);
    }
}
