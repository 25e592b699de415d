namespace MobileNetV2.CodeGen.Lowering;

/// <summary>Bytes that need a place in an arena while steps <paramref name="FirstStep"/> to <paramref name="LastStep"/> (inclusive)
/// run.</summary>
/// <param name="Name">For people and macros: unique, a C identifier without prefix.</param>
internal sealed record ArenaBuffer(
    BufferId Id,
    string Name,
    BufferKind Kind,
    int SizeBytes,
    int AlignmentBytes,
    int FirstStep,
    int LastStep);
