namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>Where the rows go that the caller pushes.</summary>
/// <param name="Line">Null when the stages read the row where the caller has it.</param>
/// <param name="Address">C expression of the ring's first byte.</param>
internal sealed record PushedLineView(string? Line, string Address, int Height, int RowBytes);
