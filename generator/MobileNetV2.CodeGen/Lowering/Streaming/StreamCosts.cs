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

    public int AlignmentBytes => choices.Target.AlignmentBytes;

    /// <summary>Of a stage, calls and pointers included.</summary>
    public static long Instructions(StreamStage stage, KernelChoice choice) =>
        (choice.Instructions * StageForms.TilesPerAnswer(stage)) + (stage.Tiles * InstructionsPerTile);

    public long LayerInstructions(Operator op) => choices.Layer(op).Choice?.Instructions ?? 0;

    public int LayerScratchBytes(Operator op) => choices.Layer(op).Choice?.ScratchBytes ?? 0;

    public ImmutableArray<TensorOverlap> LayerOverlaps(Operator op) =>
    [
        .. choices.Layer(op).Choice?.Overlaps.Where(o => !choices.Graph.IsState(o.Input) && !choices.Graph.IsState(op.Output))
            .Select(o => new TensorOverlap(op.Output, o.Input, o.DistanceBytes)) ?? [],
    ];

    public bool CanStream(StreamStage stage) => StageForms.IsWorthwhile(stage) && StageForms.Answer(choices, stage).Choice is not null;

    public long StreamInstructions(StreamStage stage) => Instructions(stage, Choice(stage));

    public int StreamScratchBytes(StreamStage stage) =>
        Choice(stage).ScratchBytes + (stage.Accumulates ? StageForms.SumsBytes(choices.Graph, stage) : 0);

    /// <summary>Why no kernel runs <paramref name="op"/> over whole tensors; empty when one does.</summary>
    public ImmutableArray<Diagnostic> LayerRefusals(Operator op) => Refusals(op, choices.Layer(op));

    /// <summary>Why no kernel runs <paramref name="stage"/> tile by tile; empty when one does.</summary>
    public ImmutableArray<Diagnostic> StreamRefusals(StreamStage stage) => Refusals(stage.Operator, StageForms.Answer(choices, stage));

    private ImmutableArray<Diagnostic> Refusals(Operator op, KernelAnswer answer) => answer.Choice is null ? [choices.Refusal(op, answer)] : [];

    /// <summary>Only stages that <see cref="CanStream"/> lets through are asked about.</summary>
    private KernelChoice Choice(StreamStage stage) => StageForms.Answer(choices, stage).Choice!;
}
