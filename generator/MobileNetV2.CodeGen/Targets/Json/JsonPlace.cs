namespace MobileNetV2.CodeGen.Targets.Json;

/// <summary>Where a value begins in a file; both count from 1, columns in bytes.</summary>
internal readonly record struct JsonPlace(int Line, int Column);
