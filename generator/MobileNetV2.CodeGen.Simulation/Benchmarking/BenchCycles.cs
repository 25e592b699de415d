namespace MobileNetV2.CodeGen.Simulation.Benchmarking;

/// <summary>Cycles of one inference by a model of the core: the blocks that ran, each priced by a table. No measurement.</summary>
/// <param name="Cycles">Without wait states of memory.</param>
/// <param name="CyclesPerInstruction">Of this network.</param>
/// <param name="Model">What the table takes the core for.</param>
/// <param name="ErrorPercent">How far off it may be.</param>
/// <param name="Error">How that is known.</param>
/// <param name="WaitStates">Of flash, as asked for.</param>
/// <param name="WaitCycles">Cycles that these add at most: as if flash had no cache and kept only the last line that was read.</param>
public sealed record BenchCycles(
    long Cycles, double CyclesPerInstruction, double? CyclesPerMac, string Model, int ErrorPercent, string Error, int WaitStates,
    long WaitCycles);
