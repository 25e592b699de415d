using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>MEAN over any axes.</summary>
internal sealed class MeanDefinition : SummingDefinition<Mean>
{
    public override ImmutableArray<string> Kinds => ["MEAN"];

    protected override Mean Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Axes.Read(attributes));
}
