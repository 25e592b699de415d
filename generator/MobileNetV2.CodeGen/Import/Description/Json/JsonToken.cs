namespace MobileNetV2.CodeGen.Import.Description.Json;

/// <summary>A value or a property name.</summary>
/// <param name="Start">First byte in the text; strings start at their quote.</param>
/// <param name="Next">Index of the token after this one and all it contains.</param>
internal readonly record struct JsonToken(JsonKind Kind, int Start, int Length, int Next);
