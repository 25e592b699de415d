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
    private const long InstructionsPerTile = 190;

    private const long InstructionsPerExpandedRow = 40;

    private readonly Dictionary<OperatorId, ImmutableArray<StepCost>> _layers = [];

    public int AlignmentBytes => choices.Target.AlignmentBytes;

    /// <summary>Of a stage, calls and pointers included.</summary>
    /// <param name="expansion">Of what it computes again; null when that is nothing.</param>
    public static long Instructions(StreamStage stage, KernelChoice choice, KernelChoice? expansion) =>
        (choice.Instructions * StageForms.TilesPerAnswer(stage)) + (stage.Tiles * InstructionsPerTile)
        + (expansion is null ? 0 : stage.RowsExpanded * (expansion.Instructions + InstructionsPerExpandedRow));

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
        if (stage.Expansion is { } expansion)
            return Recomputing(stage, expansion);
        var sums = stage.Accumulates ? StageForms.SumsBytes(choices.Graph, stage) : 0;
        return [.. choices.Stages(stage.Operator, StageForms.Of(stage), stage.TileWidth)
            .Select(c => new StageCost(Instructions(stage, c, null), c.ScratchBytes, c.ScratchBytes + sums))];
    }

    /// <summary>Two kernels that run one after the other under one limit on what they work in.</summary>
    private ImmutableArray<StageCost> Recomputing(StreamStage stage, StreamStage expansion)
    {
        var expanded = StageForms.ExpandedBytes(choices.Graph, stage);
        var limits = new[] { expansion, stage }
            .SelectMany(s => choices.Stages(s.Operator, StageForms.Of(s), s.TileWidth)).Select(c => c.ScratchBytes)
            .Distinct().OrderDescending();
        return
        [
            .. limits.Select(limit =>
                {
                    var (first, second) =
                        (StageForms.Answer(choices, expansion, limit).Choice!, StageForms.Answer(choices, stage, limit).Choice!);
                    var work = Math.Max(first.ScratchBytes, second.ScratchBytes);
                    return new StageCost(Instructions(stage, second, first), work, work + expanded);
                })
                .DistinctBy(c => c.WorkBytes),
        ];
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
