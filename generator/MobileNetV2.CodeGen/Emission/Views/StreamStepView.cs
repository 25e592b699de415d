using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>A step that runs a chain of operators tile by tile.</summary>
/// <param name="Lines">Geometry of the tensors inside the chain; stages name them by their place.</param>
/// <param name="Phrases">The order of tiles, as lines of numbers: stages, <c>MNV2_STREAM_PUSH</c> where the caller pushes a row,
/// and phrases.</param>
/// <param name="PhraseBegins">Where each phrase begins, as lines of numbers.</param>
/// <param name="EventCount">Tiles and pushed rows of the whole order.</param>
/// <param name="IsChecked">Whether a stage can fail: then all have a status.</param>
/// <param name="Pushed">The line that the caller's rows go to; null when the whole input is in the arena.</param>
internal sealed record StreamStepView(
    int Index,
    string Function,
    string Kinds,
    string SourceName,
    ImmutableArray<StepTensorView> Tensors,
    string Macs,
    ImmutableArray<LineView> Lines,
    ImmutableArray<StageView> Stages,
    ImmutableArray<string> Phrases,
    ImmutableArray<string> PhraseBegins,
    int EventCount,
    bool IsChecked,
    PushedLineView? Pushed)
    : StepView(Index, Function, Kinds, SourceName, Tensors, Macs)
{
    public override string Template => "step_stream";

    public override string? Prelude => "stream_stages";
}
