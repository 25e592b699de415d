using System.Collections.Immutable;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>The 1x1 convolution that a stage of a stream computes again for the rows of each window.</summary>
/// <param name="Stage">Its tile is what is computed of a row: as many pixels at the borders as anywhere.</param>
/// <param name="Calls">Compute them.</param>
/// <param name="Carried">What is kept from tile to tile; null where each tile computes all that it reads.</param>
/// <param name="Rows">Where the rows of a window are expanded to; all stages of the stream share it.</param>
/// <param name="RowBytes">Of one.</param>
/// <param name="Macs">In one run of the chain.</param>
/// <param name="EstimatedInstructions">The same.</param>
/// <param name="Reason">Why it runs on these kernels.</param>
internal sealed record ExpansionCode(
    StreamStage Stage,
    ImmutableArray<KernelCall> Calls,
    CarriedColumns? Carried,
    BufferId Rows,
    int RowBytes,
    long Macs,
    long EstimatedInstructions,
    string Reason)
{
    /// <summary>Over those of computing everything once.</summary>
    public long RecomputedMacs { get; init; }

    /// <summary>Those of the first tile of a row included.</summary>
    public ImmutableArray<KernelCall> AllCalls => Carried is { } carried ? [.. Calls, .. carried.CallsAhead] : Calls;
}
