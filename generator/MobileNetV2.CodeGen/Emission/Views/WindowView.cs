namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>Row pointers of a window.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Table">Where they are kept in the arena; null when they go to the stack.</param>
/// <param name="Text">The statement that fills them.</param>
internal sealed record WindowView(int Rows, string? Table, string Text);
