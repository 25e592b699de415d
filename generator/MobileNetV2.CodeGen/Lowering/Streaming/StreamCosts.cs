using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>Answers the cut selection's questions by lowering single operators, each when it is asked for.</summary>
internal sealed class StreamCosts : IStepCosts
{
    /// <summary>Order, pointers and the entry of the kernel, for one tile.</summary>
    private const long InstructionsPerTile = 220;

    private readonly Graph _graph;
    private readonly Target _target;
    private readonly KernelSelection _selection;
    private readonly BufferLayout _layout;
    private readonly Dictionary<OperatorId, int> _indices;
    private readonly Dictionary<(OperatorId Operator, int TileWidth), Cost> _known = [];

    /// <param name="layers">The network layer by layer.</param>
    public StreamCosts(Schedule layers, Target target, KernelSet kernels)
    {
        _graph = layers.Graph;
        _target = target;
        _selection = new KernelSelection(_graph, target, kernels);
        var views = new TensorViews(layers);
        _layout = BufferLayout.Of(_graph, layers.Steps, views, target);
        _indices = layers.Steps.Select((s, i) => (s, i)).ToDictionary(s => s.s.Operators[0].Id, s => s.i);
    }

    public int AlignmentBytes => _target.AlignmentBytes;

    public static long TileOverhead(StreamStage stage) => stage.Tiles * InstructionsPerTile;

    public long LayerInstructions(Operator op) => Layer(op).Instructions;

    public int LayerScratchBytes(Operator op) => Layer(op).ScratchBytes;

    public bool CanStream(StreamStage stage) => StageKinds.HasKernel(_graph, stage) && Stream(stage).Refusals.IsEmpty;

    public long StreamInstructions(StreamStage stage) => Stream(stage).Instructions;

    public int StreamScratchBytes(StreamStage stage) => Stream(stage).ScratchBytes;

    /// <summary>Why no kernel runs <paramref name="op"/> over whole tensors; empty when one does.</summary>
    public ImmutableArray<Diagnostic> LayerRefusals(Operator op) => Layer(op).Refusals;

    /// <summary>Why no kernel runs <paramref name="stage"/> tile by tile; empty when one does.</summary>
    public ImmutableArray<Diagnostic> StreamRefusals(StreamStage stage) => Stream(stage).Refusals;

    private Cost Layer(Operator op) => Known((op.Id, 0), () => new LayerStep(op));

    private Cost Stream(StreamStage stage) => Known(
        (stage.Operator.Id, stage.TileWidth),
        () => new StreamStep(StreamChain.Of([stage], _ => true, null), StreamProgram.Empty));

    private Cost Known((OperatorId Operator, int TileWidth) key, Func<Step> step)
    {
        if (!_known.TryGetValue(key, out var cost))
            _known[key] = cost = Lower(step(), _indices[key.Operator]);
        return cost;
    }

    private Cost Lower(Step step, int index)
    {
        var diagnostics = new DiagnosticBag();
        var program = new ProgramBuilder(_graph, _target, _layout, diagnostics);
        var lowered = KernelLowering.Lower(step, index, program, _selection);
        return diagnostics.HasErrors
            ? new Cost(0, 0, diagnostics.ToImmutable())
            : new Cost(lowered.EstimatedInstructions, program.Buffers.Skip(_layout.Buffers.Length).Sum(b => b.SizeBytes), []);
    }

    /// <param name="Refusals">What lowering has against the step; then the figures mean nothing.</param>
    private readonly record struct Cost(long Instructions, int ScratchBytes, ImmutableArray<Diagnostic> Refusals);
}
