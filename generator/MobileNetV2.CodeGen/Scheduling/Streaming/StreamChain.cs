using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>Operators that run row by row together, and what becomes of each tensor between them.</summary>
/// <param name="Stages">In graph order.</param>
/// <param name="Sources">Whole tensors that exist before the chain runs, by id. The first one of a chain with
/// <paramref name="PushedSource"/> arrives row by row instead.</param>
/// <param name="Lines">Tensors that exist only as line buffers, in order of production.</param>
/// <param name="Results">Whole tensors that the chain leaves behind, in order of production.</param>
/// <param name="PushedSource">The network input that the caller pushes row by row, or null.</param>
internal sealed record StreamChain(
    ImmutableArray<StreamStage> Stages,
    ImmutableArray<TensorId> Sources,
    ImmutableArray<TensorId> Lines,
    ImmutableArray<TensorId> Results,
    TensorId? PushedSource)
{
    /// <summary>The order of tiles names a stage by a byte, with room for what else it says.</summary>
    public const int MostStages = 128;

    /// <summary>The readers of the pushed source can take a row straight from the caller if they are done with it before the next
    /// comes.</summary>
    /// <param name="alivePixels">The most pixels of the source that were needed at once while the chain was played.</param>
    public bool TakesRowsDirectly(Tensor pushed, int alivePixels) =>
        alivePixels <= pushed.Shape.Width && Stages.Where(s => s.Inputs.Contains(pushed.Id)).All(s => s.IsPixelwise || s.IsRowByRow);

    /// <summary>Makes a chain of <paramref name="stages"/>, consecutive in the order of the schedule.</summary>
    /// <param name="isNeededLater">True for tensors that are read after the chain or are outputs of the network.</param>
    public static StreamChain Of(ImmutableArray<StreamStage> stages, Func<TensorId, bool> isNeededLater, TensorId? pushedSource)
    {
        var produced = stages.Select(s => s.Operator.Output).ToHashSet();
        var sources = stages.SelectMany(s => s.Inputs).Where(i => !produced.Contains(i)).Distinct().Order().ToImmutableArray();
        var readInside = stages.SelectMany(s => s.Inputs).ToHashSet();
        var outputs = stages.Select(s => s.Operator.Output).ToImmutableArray();
        return new(
            stages,
            sources,
            [.. outputs.Where(o => !isNeededLater(o) && readInside.Contains(o))],
            [.. outputs.Where(o => isNeededLater(o) || !readInside.Contains(o))],
            pushedSource is { } p && sources.Contains(p) ? p : null);
    }
}
