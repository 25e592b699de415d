namespace MobileNetV2.CodeGen.Simulation.Options;

/// <summary>How far a simulation is.</summary>
/// <param name="Stage"><c>compile</c>, <c>build</c>, <c>run</c> or <c>compare</c>.</param>
/// <param name="Done">Cases; 0 while compiling and building.</param>
/// <param name="Total">Cases.</param>
public sealed record SimulationProgress(string Stage, int Done, int Total)
{
    /// <summary>The step that runs, for people; empty while none does.</summary>
    public string Step { get; init; } = "";

    /// <summary>How much of this stage is done, from 0 to 1; null when nobody can tell.</summary>
    public double? Fraction { get; init; }
}
