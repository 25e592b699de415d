using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>REDUCE_MIN over any axes.</summary>
internal sealed class ReduceMinDefinition : ReduceExtremumDefinition<ReduceMin>
{
    public override ImmutableArray<string> Kinds => ["REDUCE_MIN"];

    protected override ReduceMin Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Axes.Read(attributes));

    protected override int Choose(int left, int right) => Math.Min(left, right);
}
