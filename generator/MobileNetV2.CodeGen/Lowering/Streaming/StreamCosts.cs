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
    private readonly Dictionary<OperatorId, (long Instructions, int ScratchBytes)> _streams;

    private StreamCosts(Schedule layers, Target target, KernelSet kernels)
    {
        _graph = layers.Graph;
        AlignmentBytes = target.AlignmentBytes;
        _layers = Measure(layers, target, kernels);
        _streams = Measure(layers with { Steps = [.. layers.Steps.Select(Alone)] }, target, kernels);
    }

    public int AlignmentBytes { get; }

    /// <summary>Costs of the operators of <paramref name="layers"/>; null when they cannot be lowered (a diagnostic will say so later).</summary>
    public static StreamCosts Of(Schedule layers, Target target, KernelSet kernels) => new(layers, target, kernels);

    public static long TileOverhead(StreamStage stage) => stage.Rows.OutputLength * InstructionsPerTile;

    public long LayerInstructions(Operator op) => _layers.GetValueOrDefault(op.Id).Instructions;

    public int LayerScratchBytes(Operator op) => _layers.GetValueOrDefault(op.Id).ScratchBytes;

    public bool CanStream(StreamStage stage) => StageKinds.HasKernel(_graph, stage) && _streams.ContainsKey(stage.Operator.Id);

    public long StreamInstructions(StreamStage stage) => _streams[stage.Operator.Id].Instructions;

    public int StreamScratchBytes(StreamStage stage) => _streams[stage.Operator.Id].ScratchBytes;

    /// <summary>The step as a chain of one operator, if it can be one.</summary>
    private Step Alone(Step layer) =>
        StreamStages.Of(_graph, layer.Operators[0]) is { } stage && StageKinds.HasKernel(_graph, stage)
            ? new StreamStep(StreamChain.Of([stage], _ => true, null), StreamProgram.Empty)
            : layer;

    private static Dictionary<OperatorId, (long Instructions, int ScratchBytes)> Measure(Schedule schedule, Target target, KernelSet kernels)
    {
        var program = KernelLowering.Lower(schedule, target, kernels).Value;
        if (program is null)
            return [];
        var scratch = program.Buffers.Where(b => b.Kind is BufferKind.Scratch or BufferKind.LineBuffer).ToLookup(b => b.FirstStep, b => b.SizeBytes);
        return program.Steps.ToDictionary(s => s.Source.Operators[0].Id, s => (s.EstimatedInstructions, scratch[s.Index].Sum()));
    }
}
