namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>A placement, and whether it is proved that no smaller one exists.</summary>
internal sealed record PlacementResult(Placement Placement, bool IsOptimal);
