namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>Where the rows go that the caller pushes.</summary>
/// <param name="Place">The statement that finds the place of the next row in its line;
/// null when the stages read the row where the caller has it.</param>
/// <param name="IsChecked">Whether a stage can fail.</param>
internal sealed record PushedLineView(string? Place, int Height, int RowBytes, bool IsChecked);
