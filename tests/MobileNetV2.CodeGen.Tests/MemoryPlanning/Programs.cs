using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Tests.MemoryPlanning;

/// <summary>Kernel programs that have buffers and permits only: all that planning looks at.</summary>
internal static class Programs
{
    private static readonly Target Host = new("host", "Host", Core.Host, false, false, true, 16, [], KernelSet.Portable, [], null);

    public static KernelProgram Of(IEnumerable<ArenaBuffer> buffers, params IEnumerable<OverlapPermit> overlaps) => new(
        new Graph("test", [], [], [], []),
        Host,
        KernelSet.Portable,
        [],
        [.. buffers],
        [.. overlaps],
        [],
        ImmutableSortedDictionary<TensorId, TensorPlacement>.Empty);

    public static ArenaBuffer Buffer(int id, int sizeBytes, int first, int last, int alignmentBytes = 1) =>
        new(new BufferId(id), $"b{id}", BufferKind.Activation, sizeBytes, alignmentBytes, first, last);

    public static OverlapPermit Permit(int step, int output, int input, int distanceBytes) =>
        new(step, new BufferId(output), new BufferId(input), distanceBytes);
}
