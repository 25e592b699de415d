namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>A memory of the target.</summary>
/// <param name="Holds"><c>flash</c>, <c>arena</c>, <c>data</c> or <c>spare</c>: what goes there unless the user says otherwise.</param>
public sealed record PlanRegion(string Name, long OriginAddress, long SizeBytes, string Holds);
