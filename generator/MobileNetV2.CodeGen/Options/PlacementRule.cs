namespace MobileNetV2.CodeGen.Options;

/// <summary>One <c>part=region</c> of <c>--place</c>.</summary>
/// <param name="Region">A memory region of the target, by name.</param>
public sealed record PlacementRule(PlacedPart Part, string Region);
