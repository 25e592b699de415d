namespace MobileNetV2.CodeGen.Simulation.Benchmarking;

/// <summary>What one step costs.</summary>
/// <param name="Operator">Kind of the operator whose tensor the step completes.</param>
/// <param name="Name">That tensor's name in the model.</param>
/// <param name="InstructionsPerMac">Null for a step without multiply-accumulates.</param>
public sealed record BenchStep(int Index, string Operator, string Name, long Instructions, long Macs, double? InstructionsPerMac);
