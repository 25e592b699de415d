using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>An input or output of generated C and its place.</summary>
/// <param name="SizeBytes">Of its elements, without padding.</param>
/// <param name="Arena">Number of the arena, or <see cref="Nowhere"/>.</param>
/// <param name="OffsetBytes">From the beginning of the arena.</param>
public sealed record PlacedTensor(TensorId Id, string Name, ElementType Type, int SizeBytes, int Arena, int OffsetBytes)
{
    /// <summary>The arena of an input that is pushed row by row: it is never there as a whole.</summary>
    public const int Nowhere = -1;
}
