namespace MobileNetV2.CodeGen.Targets.Json;

/// <summary>A value that breaks its schema.</summary>
/// <param name="Path">From the root, for example <c>regions[2].sizeBytes</c>; <c>the file</c> for the root.</param>
internal sealed record SchemaProblem(JsonPlace Place, string Path, string Message);
