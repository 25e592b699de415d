using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>Answers the cut selection's questions from the kernels that would be taken.</summary>
internal sealed class StreamCosts(KernelChoices choices) : IStepCosts
{
    /// <summary>Order, pointers and the entry of the kernel, for one tile.</summary>
    private const long InstructionsPerTile = 220;

    private readonly Dictionary<OperatorId, ImmutableArray<StepCost>> _layers = [];

    public int AlignmentBytes => choices.Target.AlignmentBytes;

    /// <summary>Of a stage, calls and pointers included.</summary>
    public static long Instructions(StreamStage stage, KernelChoice choice) =>
        (choice.Instructions * StageForms.TilesPerAnswer(stage)) + (stage.Tiles * InstructionsPerTile);

    public ImmutableArray<StepCost> Layer(Operator op)
    {
        if (!_layers.TryGetValue(op.Id, out var costs))
            _layers.Add(op.Id, costs =
                choices.Layers(op) is { IsEmpty: false } fitting ? [.. fitting.Select(c => Cost(op, c))] : [StepCost.None]);
        return costs;
    }

    public bool CanStream(StreamStage stage) => StageForms.IsWorthwhile(stage) && StageForms.Answer(choices, stage).Choice is not null;

    public ImmutableArray<StageCost> Stage(StreamStage stage)
    {
        var sums = stage.Accumulates ? StageForms.SumsBytes(choices.Graph, stage) : 0;
        return [.. choices.Stages(stage.Operator, StageForms.Of(stage), stage.TileWidth)
            .Select(c => new StageCost(Instructions(stage, c), c.ScratchBytes, c.ScratchBytes + sums))];
    }

    /// <summary>Why no kernel runs <paramref name="op"/> over whole tensors; empty when one does.</summary>
    public ImmutableArray<Diagnostic> LayerRefusals(Operator op) => Refusals(op, choices.Layer(op));

    /// <summary>Why no kernel runs <paramref name="stage"/> tile by tile; empty when one does.</summary>
    public ImmutableArray<Diagnostic> StreamRefusals(StreamStage stage) => Refusals(stage.Operator, StageForms.Answer(choices, stage));

    private ImmutableArray<Diagnostic> Refusals(Operator op, KernelAnswer answer) =>
        answer.Choice is null ? [choices.Refusal(op, answer)] : [];

    private StepCost Cost(Operator op, KernelChoice choice) => new(
        choice.Instructions,
        choice.ScratchBytes,
        [
            .. choice.Overlaps.Where(o => !choices.Graph.IsState(o.Input) && !choices.Graph.IsState(op.Output))
                .Select(o => new TensorOverlap(op.Output, o.Input, o.DistanceBytes)),
        ]);
}
