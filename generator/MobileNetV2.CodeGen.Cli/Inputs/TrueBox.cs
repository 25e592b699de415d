namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>A box that should be found.</summary>
/// <param name="IsCrowd">It stands for many: what is found in it counts neither way.</param>
internal sealed record TrueBox(BoxSides Sides, int Class, bool IsCrowd = false);
