using System.Collections.Immutable;
using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>An offset for every buffer.</summary>
/// <param name="Offsets">One for each buffer, ordered by buffer id (index = id).</param>
/// <param name="ArenaBytes">Size of each arena; one arena unless one region is too small or parts are placed by name.</param>
/// <param name="LowerBoundBytes">No plan of this program can be smaller: the largest set of bytes live in one step,
/// permitted overlaps subtracted.</param>
/// <param name="PeakStep">The first step at which that many bytes are live.</param>
internal sealed record MemoryPlan(
    ImmutableArray<BufferOffset> Offsets,
    ImmutableArray<int> ArenaBytes,
    int LowerBoundBytes,
    int PeakStep)
{
    /// <summary>The target's memory region of each arena; empty when the target names none.</summary>
    public ImmutableArray<string> RegionNames { get; init; } = [];

    /// <summary>True when no other single arena can be smaller: it has the size of the lower bound,
    /// or an exact search ended without finding one.</summary>
    public bool IsOptimal { get; init; }

    public BufferOffset this[BufferId id] => Offsets[id.Value];

    public int TotalArenaBytes => ArenaBytes.Sum();
}
