using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>Runs a chain of operators row by row; tensors between them exist only as line buffers.</summary>
internal sealed record StreamStep(ImmutableArray<Operator> Chain) : Step
{
    public override ImmutableArray<Operator> Operators => Chain;
}
