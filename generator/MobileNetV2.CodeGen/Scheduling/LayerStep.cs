using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>Runs one operator over whole tensors.</summary>
internal sealed record LayerStep(Operator Operator) : Step
{
    public override ImmutableArray<Operator> Operators => [Operator];

    /// <summary>The operator only takes parts of its input, and who reads them reads them there.</summary>
    public bool LeavesPartsInPlace { get; init; }
}
