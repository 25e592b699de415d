using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.Scheduling;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>
/// A step and the kernel calls that perform it. A <see cref="LayerStep"/> has one call or, when a kernel needs it, a few in order;
/// a <see cref="StreamStep"/> has those of its stages, which <see cref="Stream"/> tells apart.
/// </summary>
/// <param name="Outputs">The tensors that are complete when this step ends: what <c>verify</c> compares.</param>
internal sealed record LoweredStep(
    int Index,
    Step Source,
    ImmutableArray<KernelCall> Calls,
    ImmutableArray<TensorId> Outputs,
    long Macs,
    long EstimatedInstructions)
{
    /// <summary>How a stream step runs; null for a layer step.</summary>
    public StreamCode? Stream { get; init; }

    /// <summary>Of <see cref="Macs"/>, what is computed more than once.</summary>
    public long RecomputedMacs => Stream?.Stages.Sum(s => s.Expansion?.RecomputedMacs ?? 0) ?? 0;

    /// <summary>Why a layer step runs on its kernels; stages of a stream have reasons of their own.</summary>
    public string Reason { get; init; } = "";
}
