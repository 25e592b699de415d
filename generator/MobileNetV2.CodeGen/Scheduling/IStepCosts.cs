using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>What scheduling must know about the kernels that would be taken. Lowering answers for a target.</summary>
internal interface IStepCosts
{
    /// <summary>Every buffer of the arena begins at, and is counted in, multiples of this.</summary>
    int AlignmentBytes { get; }

    /// <summary>
    /// What one operator over whole tensors takes: first on the kernel that is taken where RAM does not matter, then on those that work in
    /// less and less. Never empty.
    /// </summary>
    ImmutableArray<StepCost> Layer(Operator op);

    /// <summary>Whether there is a kernel that runs the stage row by row.</summary>
    bool CanStream(StreamStage stage);

    /// <summary>What a stage takes row by row, in the same order. Never empty for one that can stream.</summary>
    ImmutableArray<StageCost> Stage(StreamStage stage);
}
