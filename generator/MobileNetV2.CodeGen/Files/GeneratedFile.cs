namespace MobileNetV2.CodeGen.Files;

/// <summary>A file of the output, not yet written.</summary>
/// <param name="RelativePath">With <c>/</c> between folders.</param>
/// <param name="Write">Writes the content; called at most once for each stream. Large arrays are never held as text.</param>
public sealed record GeneratedFile(string RelativePath, Action<Stream> Write);
