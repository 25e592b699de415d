using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>What scheduling must know about the kernels that would be taken. Lowering answers for a target.</summary>
internal interface IStepCosts
{
    /// <summary>Every buffer of the arena begins at, and is counted in, multiples of this.</summary>
    int AlignmentBytes { get; }

    /// <summary>Estimated instructions of one operator over whole tensors.</summary>
    long LayerInstructions(Operator op);

    /// <summary>Scratch bytes of one operator over whole tensors.</summary>
    int LayerScratchBytes(Operator op);

    /// <summary>Over which inputs the kernel of one operator over whole tensors may write its outputs; none when there is no kernel.</summary>
    ImmutableArray<TensorOverlap> LayerOverlaps(Operator op);

    /// <summary>Whether there is a kernel that runs the stage row by row.</summary>
    bool CanStream(StreamStage stage);

    /// <summary>Estimated instructions of a stage, row by row, calls and pointers included.</summary>
    long StreamInstructions(StreamStage stage);

    /// <summary>Scratch bytes of a stage row by row, accumulators included.</summary>
    int StreamScratchBytes(StreamStage stage);
}
