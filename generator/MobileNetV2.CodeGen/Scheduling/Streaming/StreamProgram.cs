using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>The static order in which a chain runs, and the exact consequences of that order.</summary>
/// <param name="Lines">The ring of each line tensor (and of a pushed source that is buffered).</param>
/// <param name="Overlaps">Which tensors of the chain may share bytes, and how.</param>
internal sealed record StreamProgram(
    ImmutableArray<StreamEvent> Events,
    ImmutableSortedDictionary<TensorId, LineRing> Lines,
    ImmutableArray<TensorOverlap> Overlaps)
{
    public static StreamProgram Empty { get; } = new([], ImmutableSortedDictionary<TensorId, LineRing>.Empty, []);
}
