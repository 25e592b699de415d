namespace MobileNetV2.CodeGen.Heads;

/// <summary>Something that can be said about a head, as <c>name=value</c>.</summary>
/// <param name="Default">As it would be typed; null when the head finds out itself.</param>
public sealed record HeadOption(string Name, string Value, string Meaning, string? Default);
