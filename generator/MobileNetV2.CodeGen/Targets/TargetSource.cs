namespace MobileNetV2.CodeGen.Targets;

/// <summary>Where a fact about a target was read.</summary>
/// <param name="Document">Name and number of a data sheet or manual.</param>
/// <param name="Section">Where in it.</param>
public sealed record TargetSource(string Document, string Section);
