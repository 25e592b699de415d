namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>An output that a head reads.</summary>
/// <param name="Call">Gives a pointer to it, behind the model's prefix.</param>
internal sealed record HeadOutputView(string Name, string CType, string Call);
