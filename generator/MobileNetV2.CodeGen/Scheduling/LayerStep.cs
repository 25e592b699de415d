using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>Runs one operator over whole tensors.</summary>
internal sealed record LayerStep(Operator Operator) : Step
{
    public override ImmutableArray<Operator> Operators => [Operator];
}
