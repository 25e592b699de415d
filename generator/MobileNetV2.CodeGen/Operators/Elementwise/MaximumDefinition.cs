using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>MAXIMUM.</summary>
internal sealed class MaximumDefinition : ExtremumDefinition<Maximum>
{
    public override ImmutableArray<string> Kinds => ["MAXIMUM"];

    protected override Maximum Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override int Choose(int left, int right) => Math.Max(left, right);
}
