using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>What the cut selection must know about kernels, which are chosen after it. Lowering answers for a target.</summary>
internal interface IStepCosts
{
    /// <summary>Every buffer of the arena begins at, and is counted in, multiples of this.</summary>
    int AlignmentBytes { get; }

    /// <summary>Estimated instructions of one operator over whole tensors.</summary>
    long LayerInstructions(Operator op);

    /// <summary>Scratch bytes of one operator over whole tensors.</summary>
    int LayerScratchBytes(Operator op);

    /// <summary>Whether there is a kernel that runs the stage row by row.</summary>
    bool CanStream(StreamStage stage);

    /// <summary>Estimated instructions of a stage, row by row, calls and pointers included.</summary>
    long StreamInstructions(StreamStage stage);

    /// <summary>Scratch bytes of a stage row by row, accumulators included.</summary>
    int StreamScratchBytes(StreamStage stage);
}
