namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>A member and its C value.</summary>
internal sealed record FieldView(string Name, string Value);
