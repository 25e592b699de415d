using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Simulation.Building;

/// <summary>A tensor that is complete, and still in the arena, when a step has ended.</summary>
/// <param name="Operator">Kind of the operator that made it, for people.</param>
internal sealed record SimulatedTensor(
    int Step, string Operator, TensorId Id, string Name, ElementType Type, int Arena, int OffsetBytes, int SizeBytes);
