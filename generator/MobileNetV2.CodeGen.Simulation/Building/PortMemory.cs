using System.Collections.Immutable;
using MobileNetV2.CodeGen.MemoryPlanning;

namespace MobileNetV2.CodeGen.Simulation.Building;

/// <summary>All inputs, or all outputs, of one case as the harness keeps them: in order, each at a multiple of 16 bytes.</summary>
internal sealed record PortMemory(ImmutableArray<PlacedTensor> Ports)
{
    private const int AlignmentBytes = 16;

    public int SizeBytes => OffsetBytes(Ports.Length);

    public int OffsetBytes(int index) => Ports.Take(index).Sum(p => (p.SizeBytes + AlignmentBytes - 1) / AlignmentBytes * AlignmentBytes);

    public byte[] Pack(IReadOnlyList<ReadOnlyMemory<byte>> blocks)
    {
        var memory = new byte[SizeBytes];
        for (var i = 0; i < Ports.Length; i++)
            blocks[i].CopyTo(memory.AsMemory(OffsetBytes(i)));
        return memory;
    }

    public ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> memory, int index) => memory.Slice(OffsetBytes(index), Ports[index].SizeBytes);
}
