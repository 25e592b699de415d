using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>1 / sqrt(x) for positive x. 0 gives the largest value of the output, and so do negative numbers, which the reference refuses
/// when it runs.</summary>
public sealed record Rsqrt(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : TableOperator(Id, Inputs, Outputs)
{
    public override string Kind => "RSQRT";
}

/// <summary>RSQRT in fixed point.</summary>
internal sealed class RsqrtDefinition : TableDefinition<Rsqrt>
{
    /// <summary>Bits that keep the root of an integer apart from its neighbours'.</summary>
    private const int FractionBits = 20;

    public override ImmutableArray<string> Kinds => ["RSQRT"];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override QuantizationParameters? Output => null;

    protected override Rsqrt Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    /// <remarks>Below the smallest factor, shifts would exceed 31 bits.</remarks>
    protected override bool Arithmetic(OperatorScope scope, Rsqrt op)
    {
        const double smallest = 1.0 / 4096;
        var factor = Factor(scope.Input().RequiredQuantization, scope.Output.RequiredQuantization);
        return ArithmeticRules.IsFactor(scope, factor)
            && (factor > smallest
                || scope.Report(GraphDiagnostics.RescaleTooSmall(scope.Place, "1 / (sqrt(input scale) * output scale)", factor, smallest)));
    }

    protected override Func<int, int> Rule(Rsqrt op, QuantizationParameters input, QuantizationParameters output)
    {
        var factor = QuantizedMultiplier.FromReal(Factor(input, output));
        return x =>
        {
            var value = x - input.ZeroPoint;
            if (value <= 0)
                return sbyte.MaxValue;
            var root = FixedPointFunctions.ReciprocalOfRoot(value);
            var fraction = (root with { Shift = root.Shift + FractionBits }).Apply(1);
            return (factor with { Shift = factor.Shift - FractionBits }).Apply(fraction) + output.ZeroPoint;
        };
    }

    private static double Factor(QuantizationParameters input, QuantizationParameters output) =>
        1.0 / (double)(MathF.Sqrt(input.Scale) * output.Scale);
}
