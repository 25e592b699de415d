using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>REDUCE_MAX over any axes.</summary>
internal sealed class ReduceMaxDefinition : ReduceExtremumDefinition<ReduceMax>
{
    public override ImmutableArray<string> Kinds => ["REDUCE_MAX"];

    protected override ReduceMax Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Axes.Read(attributes));

    protected override int Choose(int left, int right) => Math.Max(left, right);
}
