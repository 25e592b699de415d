using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The magnitude of x.</summary>
public sealed record Abs(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : TableOperator(Id, Inputs, Outputs)
{
    public override string Kind => "ABS";
}

/// <summary>ABS; equal scales need no multiplication.</summary>
internal sealed class AbsDefinition : TableDefinition<Abs>
{
    public override ImmutableArray<string> Kinds => ["ABS"];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override QuantizationParameters? Output => null;

    protected override Abs Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Arithmetic(OperatorScope scope, Abs op) => ArithmeticRules.AreFactors(scope);

    protected override Func<int, int> Rule(Abs op, QuantizationParameters input, QuantizationParameters output)
    {
        // A factor of exactly 1 leaves every integer as it is, which is what the reference does for equal scales.
        var factor = QuantizedMultiplier.FromReal((float)(input.Scale / output.Scale));
        return x => unchecked(factor.Apply(Math.Abs(x - input.ZeroPoint)) + output.ZeroPoint);
    }
}
