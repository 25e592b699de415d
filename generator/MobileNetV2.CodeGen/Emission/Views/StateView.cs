namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>What a network keeps from one inference to the next.</summary>
/// <param name="Name">In the model file.</param>
/// <param name="Initial">The C expression of what it has initially; null when every byte is <paramref name="Fill"/>.</param>
internal sealed record StateView(string Name, int OffsetBytes, int SizeBytes, string? Initial, int Fill);
