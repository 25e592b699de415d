using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>Answers the cut selection's questions by lowering every operator both ways.</summary>
internal sealed class StreamCosts : IStepCosts
{
    /// <summary>Dispatch, pointers and the call, for one tile.</summary>
    private const long InstructionsPerTile = 150;

    private readonly Graph _graph;
    private readonly Dictionary<OperatorId, (long Instructions, int ScratchBytes)> _layers;
    private readonly Dictionary<(OperatorId Operator, int TileWidth), (long Instructions, int ScratchBytes)> _streams = [];

    private StreamCosts(Schedule layers, Target target, KernelSet kernels, ImmutableArray<int> tileWidths)
    {
        _graph = layers.Graph;
        AlignmentBytes = target.AlignmentBytes;
        _layers = Measure(layers, target, kernels).ToDictionary(s => s.Key.Operators[0].Id, s => s.Value);
        foreach (var tilePixels in tileWidths)
        {
            foreach (var (step, cost) in Measure(layers with { Steps = [.. layers.Steps.Select(s => Alone(s, tilePixels))] }, target, kernels))
            {
                if (step is StreamStep { Chain.Stages: [var stage] })
                    _streams[(stage.Operator.Id, stage.TileWidth)] = cost;
            }
        }
    }

    public int AlignmentBytes { get; }

    /// <param name="tileWidths">As the selection has them.</param>
    /// <summary>Costs of the operators of <paramref name="layers"/>; null when they cannot be lowered (a diagnostic will say so later).</summary>
    public static StreamCosts Of(Schedule layers, Target target, KernelSet kernels, ImmutableArray<int> tileWidths) =>
        new(layers, target, kernels, tileWidths);

    public static long TileOverhead(StreamStage stage) => stage.Tiles * InstructionsPerTile;

    public long LayerInstructions(Operator op) => _layers.GetValueOrDefault(op.Id).Instructions;

    public int LayerScratchBytes(Operator op) => _layers.GetValueOrDefault(op.Id).ScratchBytes;

    public bool CanStream(StreamStage stage) => StageKinds.HasKernel(_graph, stage) && _layers.ContainsKey(stage.Operator.Id);

    public long StreamInstructions(StreamStage stage) => _streams[(stage.Operator.Id, stage.TileWidth)].Instructions;

    public int StreamScratchBytes(StreamStage stage) => _streams[(stage.Operator.Id, stage.TileWidth)].ScratchBytes;

    /// <summary>The step as a chain of one operator, if it can be one.</summary>
    private Step Alone(Step layer, int tilePixels) =>
        StreamStages.Of(_graph, layer.Operators[0]) is { } stage && StageKinds.HasKernel(_graph, stage)
            ? new StreamStep(StreamChain.Of([stage.InTilesOf(tilePixels)], _ => true, null), StreamProgram.Empty)
            : layer;

    private static Dictionary<Step, (long Instructions, int ScratchBytes)> Measure(Schedule schedule, Target target, KernelSet kernels)
    {
        var program = KernelLowering.Lower(schedule, target, kernels).Value;
        if (program is null)
            return [];
        var scratch = program.Buffers.Where(b => b.Kind is BufferKind.Scratch or BufferKind.LineBuffer).ToLookup(b => b.FirstStep, b => b.SizeBytes);
        return program.Steps.ToDictionary(s => s.Source, s => (s.EstimatedInstructions, scratch[s.Index].Sum()));
    }
}
