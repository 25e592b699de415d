using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>A stage of a stream and the calls that compute one tile of it.</summary>
/// <param name="Window">The input that the kernel reads through row pointers; null when it reads the same pixels as it writes.</param>
/// <param name="RowPointers">Where it keeps them; null when they go to the stack.</param>
/// <param name="Accumulator">The sums of a global pooling, or null.</param>
/// <param name="Reason">Why it runs on these kernels.</param>
internal sealed record StageCode(
    StreamStage Stage,
    ImmutableArray<KernelCall> Calls,
    TensorId? Window,
    BufferId? RowPointers,
    BufferId? Accumulator,
    long Macs,
    long EstimatedInstructions,
    string Reason)
{
    /// <summary>How the stage computes its input again; null when a line keeps that.</summary>
    public ExpansionCode? Expansion { get; init; }

    /// <summary>Of the expansion, then of the operator.</summary>
    public ImmutableArray<KernelCall> AllCalls => Expansion is { } expansion ? [.. expansion.AllCalls, .. Calls] : Calls;
}
