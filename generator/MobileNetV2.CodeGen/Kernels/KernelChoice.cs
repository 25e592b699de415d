using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>How an operator would run: everything that planning needs, before a byte is packed or placed.</summary>
/// <param name="Calls">In order.</param>
/// <param name="Constants">In the order in which the program keeps them; made only when the choice is taken.</param>
/// <param name="Scratch">Working memory during the calls; at most one of each role.</param>
/// <param name="Overlaps">How the output may lie over inputs.</param>
/// <param name="Instructions">Estimated, of all calls together.</param>
internal sealed record KernelChoice(
    ImmutableArray<PlannedCall> Calls,
    ImmutableArray<ConstantRecipe> Constants,
    ImmutableArray<ScratchRecipe> Scratch,
    ImmutableArray<InputOverlap> Overlaps,
    long Instructions)
{
    /// <summary>Why these kernels and no others, in a sentence.</summary>
    public string Reason { get; init; } = "";

    public int ScratchBytes => Scratch.Sum(s => s.SizeBytes);
}

/// <summary>A kernel and what it is called with.</summary>
/// <param name="Arguments">In the order of the C prototype.</param>
internal sealed record PlannedCall(Kernel Kernel, ImmutableArray<KernelArgument> Arguments);

/// <summary>The output may begin as low as <paramref name="DistanceBytes"/> below the input;
/// zero or less allows running in place.</summary>
internal sealed record InputOverlap(TensorId Input, int DistanceBytes);
