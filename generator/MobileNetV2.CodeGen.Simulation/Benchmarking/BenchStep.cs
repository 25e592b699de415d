namespace MobileNetV2.CodeGen.Simulation.Benchmarking;

/// <summary>What one step costs.</summary>
/// <param name="Operator">Kind of the operator whose tensor the step completes.</param>
/// <param name="Name">That tensor's name in the model.</param>
/// <param name="InstructionsPerMac">Null for a step without multiply-accumulates.</param>
public sealed record BenchStep(int Index, string Operator, string Name, long Instructions, long Macs, double? InstructionsPerMac)
{
    /// <summary>What <c>plan</c> says of the step.</summary>
    public long EstimatedInstructions { get; init; }

    /// <summary>By the model of the core; null when blocks could not be counted.</summary>
    public long? Cycles { get; init; }
}
