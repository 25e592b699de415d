using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>A step that computes the rows of one operator in a loop.</summary>
/// <param name="Reasons">Sentences: what it is for.</param>
/// <param name="Structs">Parameters of the calls.</param>
/// <param name="Window">Null when the kernel reads no rows through pointers.</param>
/// <param name="Pointers">Declarations of pointers to the tile's pixels.</param>
internal sealed record LoopStepView(
    int Index,
    string Function,
    string Kinds,
    string SourceName,
    ImmutableArray<StepTensorView> Tensors,
    string Macs,
    ImmutableArray<string> Reasons,
    ImmutableArray<StructView> Structs,
    int Height,
    int Width,
    int TileWidth,
    WindowView? Window,
    ImmutableArray<string> Pointers,
    ImmutableArray<CallView> Calls)
    : StepView(Index, Function, Kinds, SourceName, Tensors, Macs)
{
    public override string Template => "step_loop";

    /// <summary>Of the loop's body.</summary>
    public string Indent => new(' ', CLayout.Indent * (TileWidth == Width ? 2 : 3));
}
