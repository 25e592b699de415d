using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Where a buffer begins: bytes from the start of arena <paramref name="Arena"/>.</summary>
internal readonly record struct BufferOffset(BufferId Buffer, int Arena, int OffsetBytes);
