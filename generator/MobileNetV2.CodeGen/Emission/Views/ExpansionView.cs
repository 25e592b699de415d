using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>What a stage of a stream computes again for the rows of its window: a static C function, called row by row.</summary>
/// <param name="Title">For people: operator, source name and output shape.</param>
/// <param name="Note">For people: how much of it, and what that costs.</param>
/// <param name="Column">The first column that it takes of a row.</param>
/// <param name="Row">A local pointer to where it puts a row.</param>
/// <param name="InputPixelBytes">Of what it reads.</param>
/// <param name="PixelBytes">Of what it makes.</param>
internal sealed record ExpansionView(
    string Function,
    string Title,
    string Note,
    ImmutableArray<StructView> Structs,
    ImmutableArray<CallView> Calls,
    string Column,
    string Row,
    int InputPixelBytes,
    int PixelBytes);
