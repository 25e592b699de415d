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

    /// <summary>Two calls that copy what one tile leaves to the next.</summary>
    private const long InstructionsPerCarriedRow = 60;

    private readonly Dictionary<OperatorId, ImmutableArray<StepCost>> _layers = [];

    public int AlignmentBytes => choices.Target.AlignmentBytes;

    /// <summary>Of a stage, calls and pointers included.</summary>
    /// <param name="mostWork">Kernels that work in more bytes are passed over, as long as there is another.</param>
    public static long Instructions(KernelChoices choices, StreamStage stage, int mostWork)
    {
        var choice = StageForms.Answer(choices, stage, mostWork).Choice!;
        return (choice.Instructions * StageForms.TilesPerAnswer(stage)) + (stage.Tiles * InstructionsPerTile)
            + (stage.Expansion is null ? 0
                : OfExpansion(choices, stage, mostWork) + (stage.RowsExpanded * InstructionsPerExpandedRow) + OfCarrying(choices, stage));
    }

    /// <summary>Of the kernels that compute a stage's input again.</summary>
    /// <inheritdoc cref="Instructions"/>
    public static long OfExpansion(KernelChoices choices, StreamStage stage, int mostWork) =>
        (stage.RowsExpanded * Of(choices, stage.Expansion!, mostWork))
        + (stage.ExpansionAhead is { } ahead ? stage.RowsBegun * Of(choices, ahead, mostWork) : 0);

    private static long OfCarrying(KernelChoices choices, StreamStage stage) => stage.CarriedColumns == 0 ? 0
        : stage.RowsExpanded * (InstructionsPerCarriedRow
            + CostModel.CopyRun(choices.Target, 2L * stage.CarriedBytes(choices.Graph) / stage.Rows.Size));

    private static long Of(KernelChoices choices, StreamStage expansion, int mostWork) =>
        StageForms.Answer(choices, expansion, mostWork).Choice!.Instructions;

    public ImmutableArray<StepCost> Layer(Operator op)
    {
        if (!_layers.TryGetValue(op.Id, out var costs))
            _layers.Add(op.Id, costs =
                choices.Layers(op) is { IsEmpty: false } fitting ? [.. fitting.Select(c => Cost(op, c))] : [StepCost.None]);
        return costs;
    }

    public bool CanStream(StreamStage stage) => StageForms.IsWorthwhile(stage) && StageForms.Answer(choices, stage).Choice is not null;

    /// <summary>Kernels that run one after the other under one limit on what they work in.</summary>
    public ImmutableArray<StageCost> Stage(StreamStage stage)
    {
        var expanded = StageForms.ExpandedBytes(choices.Graph, stage);
        var sums = stage.Accumulates ? StageForms.SumsBytes(choices.Graph, stage) : 0;
        StreamStage[] run = [stage, .. new[] { stage.Expansion, stage.ExpansionAhead }.OfType<StreamStage>()];
        var limits = run.SelectMany(s => choices.Stages(s.Operator, StageForms.Of(s), s.TileWidth)).Select(c => c.ScratchBytes)
            .Distinct().OrderDescending();
        return
        [
            .. limits.Select(limit =>
                {
                    var work = run.Max(s => StageForms.Answer(choices, s, limit).Choice!.ScratchBytes);
                    return new StageCost(Instructions(choices, stage, limit), work, work + expanded + sums);
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
