using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>An offset for every buffer of one arena.</summary>
internal sealed class Placement
{
    public Placement(ImmutableArray<long> offsetsBytes, PlacementProblem problem)
    {
        OffsetsBytes = offsetsBytes;
        for (var b = 0; b < offsetsBytes.Length; b++)
        {
            var end = offsetsBytes[b] + problem.Buffers[b].SizeBytes;
            if (end <= ArenaBytes)
                continue;
            ArenaBytes = end;
            TopBuffer = b;
        }
    }

    /// <summary>By buffer id.</summary>
    public ImmutableArray<long> OffsetsBytes { get; }

    public long ArenaBytes { get; }

    /// <summary>The first buffer that ends at the arena's end.</summary>
    public int TopBuffer { get; }
}
