namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>A number of the header.</summary>
internal sealed record HeadMacroView(string Name, int Value);
