using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>left to the power of right, with broadcasting (NumPy rules).</summary>
public sealed record Pow(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : BinaryOperator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => "POW";
}

/// <summary>POW. A whole number to a negative power, which the reference refuses, gives 0.</summary>
internal sealed class PowDefinition : NumberDefinition<Pow>
{
    public override ImmutableArray<string> Kinds => ["POW"];

    protected override Pow Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override float Of(float left, float right) => (float)FloatFunctions.Power(left, right);

    protected override long Of(long left, long right) => WholeNumbers.Power(left, right);
}
