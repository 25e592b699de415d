using System.Collections.Immutable;
using MobileNetV2.CodeGen.Heads;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>The head of a network, as its header and its source show it.</summary>
/// <param name="Text">As typed, safe in comments.</param>
/// <param name="Labels">String literals.</param>
/// <param name="Reads">Indices of the outputs.</param>
internal sealed record HeadView(
    string Text,
    string WorstCase,
    string ItemType,
    string Items,
    int Most,
    bool HasRows,
    int StateBytes,
    ImmutableArray<HeadMacroView> Macros,
    ImmutableArray<HeadTableView> Tables,
    ImmutableArray<string> Rule,
    ImmutableArray<string> State,
    ImmutableArray<string> Call,
    ImmutableArray<string> Reset,
    ImmutableArray<string> Labels,
    ImmutableArray<HeadOutputView> Reads,
    ImmutableArray<HeadFunction> Functions,
    ImmutableArray<string> Notes)
{
    /// <summary>The array's name inside macros.</summary>
    public string ItemsMacro => Items.ToUpperInvariant();
}
