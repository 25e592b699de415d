using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>A stage of a stream: a static C function that computes one tile.</summary>
/// <param name="Title">For people: operator, source name and output shape.</param>
/// <param name="Width">Pixels of an output row.</param>
/// <param name="TileWidth">Pixels of a tile.</param>
/// <param name="Window">Null when the kernel reads no rows through pointers.</param>
/// <param name="Expansion">Null when a line keeps what the kernel reads.</param>
/// <param name="Pointers">Declarations of pointers to the tile's pixels.</param>
/// <param name="Written">Statements that keep repeated pixels true.</param>
internal sealed record StageView(
    string Function,
    string Title,
    int Width,
    int TileWidth,
    WindowView? Window,
    ExpansionView? Expansion,
    ImmutableArray<string> Pointers,
    ImmutableArray<StructView> Structs,
    ImmutableArray<CallView> Calls,
    ImmutableArray<string> Written);
