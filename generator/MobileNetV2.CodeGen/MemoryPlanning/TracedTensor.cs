using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>A tensor that is complete, and still in the arena, when a step of generated C has ended.</summary>
/// <param name="Step">Index of the step.</param>
/// <param name="Operator">Kind of the operator that made it, for people.</param>
/// <param name="Arena">Number of the arena.</param>
/// <param name="OffsetBytes">From the beginning of the arena.</param>
/// <param name="SizeBytes">Of its elements, without padding.</param>
public sealed record TracedTensor(
    int Step, string Operator, TensorId Id, string Name, ElementType Type, int Arena, int OffsetBytes, int SizeBytes);
