namespace MobileNetV2.CodeGen.Targets;

/// <summary>Cycles of generated code for each instruction, on average and without wait states of memory.</summary>
/// <param name="ErrorPercent">How far off a network may be.</param>
/// <param name="Source">How it was found.</param>
public sealed record CycleEstimate(double Value, int ErrorPercent, string Source);
