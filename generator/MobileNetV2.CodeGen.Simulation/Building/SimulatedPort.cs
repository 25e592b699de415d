using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Simulation.Building;

/// <summary>An input or output of the generated model.</summary>
/// <param name="OffsetBytes">Where it lies in arena <paramref name="Arena"/>.</param>
internal sealed record SimulatedPort(TensorId Id, string Name, ElementType Type, int SizeBytes, int Arena, int OffsetBytes)
{
    /// <summary>The arena of an input that is pushed row by row.</summary>
    public const int Nowhere = -1;
}
