namespace MobileNetV2.CodeGen.Targets;

/// <summary>A memory of the target.</summary>
/// <param name="Name">For example <c>dtcm</c>.</param>
/// <param name="OriginAddress">First address.</param>
/// <param name="Holds">What goes there unless the user says otherwise.</param>
public sealed record MemoryRegion(string Name, uint OriginAddress, uint SizeBytes, RegionUse Holds);
