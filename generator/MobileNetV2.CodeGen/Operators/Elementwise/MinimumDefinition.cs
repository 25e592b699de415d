using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>MINIMUM.</summary>
internal sealed class MinimumDefinition : ExtremumDefinition<Minimum>
{
    public override ImmutableArray<string> Kinds => ["MINIMUM"];

    protected override Minimum Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override int Choose(int left, int right) => Math.Min(left, right);
}
