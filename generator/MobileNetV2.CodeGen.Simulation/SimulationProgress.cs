namespace MobileNetV2.CodeGen.Simulation;

/// <summary>How far a simulation is.</summary>
/// <param name="Stage"><c>compile</c>, <c>build</c>, <c>run</c> or <c>compare</c>.</param>
/// <param name="Done">Cases; 0 while compiling and building.</param>
/// <param name="Total">Cases.</param>
public sealed record SimulationProgress(string Stage, int Done, int Total);
