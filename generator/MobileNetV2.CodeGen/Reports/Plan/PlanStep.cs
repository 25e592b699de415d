using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>One step of the generated program.</summary>
/// <param name="Index">As given to <c>MNV2_ON_STEP</c>.</param>
/// <param name="Operators">Kinds, as in TensorFlow Lite; several for a chain that runs row by row.</param>
/// <param name="Name">The source's name of the last tensor that the step completes.</param>
/// <param name="Functions">The C kernels called, in order.</param>
/// <param name="LiveBytes">Sum of the buffers that are live while the step runs; more than the arena when some may overlap.</param>
/// <param name="ScratchBytes">Working memory of this step alone, part of <paramref name="LiveBytes"/>.</param>
/// <param name="WeightsBytes">Constants that the step reads; one read by several steps counts in each.</param>
public sealed record PlanStep(
    int Index,
    ImmutableArray<string> Operators,
    string Name,
    ImmutableArray<string> Functions,
    ImmutableArray<PlanTensor> Inputs,
    ImmutableArray<PlanTensor> Outputs,
    long Macs,
    long EstimatedInstructions,
    long LiveBytes,
    long ScratchBytes,
    long WeightsBytes)
{
    /// <summary>The step runs tile by tile over line buffers.</summary>
    public bool IsStreamed { get; init; }

    /// <summary>What keeps the step from running so; empty when it does, or when it could and the schedule is better without.</summary>
    public string WhyNotStreamed { get; init; } = "";
}
