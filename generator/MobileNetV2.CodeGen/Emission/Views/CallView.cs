namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>A kernel call.</summary>
/// <param name="Text">A statement, or a condition that is true when the kernel failed.</param>
/// <param name="IsChecked">Whether it can fail.</param>
internal sealed record CallView(string Text, bool IsChecked);
