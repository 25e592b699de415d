using MobileNetV2.CodeGen.Cli.Inputs;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>A box that was found.</summary>
internal sealed record ScoredBox(BoxSides Sides, int Class, double Score);
