namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>A range of an arena.</summary>
/// <param name="Macro">Without the model's prefix.</param>
/// <param name="Arena">The static array that holds it.</param>
/// <param name="ArenaMacro">The arena's name in macros.</param>
internal sealed record BufferView(
    string Macro,
    string Kind,
    string Arena,
    string ArenaMacro,
    int OffsetBytes,
    int SizeBytes,
    int FirstStep,
    int LastStep);
