using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>SUM over any axes.</summary>
internal sealed class SumDefinition : SummingDefinition<Sum>
{
    public override ImmutableArray<string> Kinds => ["SUM"];

    protected override Sum Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Axes.Read(attributes));
}
