using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>Runs a chain of operators row by row; tensors between them exist only as line buffers.</summary>
internal sealed record StreamStep(StreamChain Chain, StreamProgram Program) : Step
{
    public override ImmutableArray<Operator> Operators => [.. Chain.Stages.SelectMany(s => s.Operators)];
}
