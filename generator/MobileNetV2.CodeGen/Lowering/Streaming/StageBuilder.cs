using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering.Portable;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>
/// Collects the calls that compute one tile of a stage. An operator that works pixel by pixel is lowered as on a whole tensor,
/// but sees tensors of one tile; an operator with a window sees whole shapes and reads row pointers.
/// </summary>
internal sealed class StageBuilder(
    ProgramBuilder program, StreamStage stage, int step, int stageIndex, ImmutableSortedDictionary<TensorId, LineStore> stores, StreamScratch scratch)
    : StepBuilder(program, stage.Operator, step)
{
    private readonly Graph _graph = StageKinds.Of(stage) == StageKind.Pixelwise ? TileGraph(program.Graph, stage) : program.Graph;

    public override Graph Graph => _graph;

    public override BufferId Scratch(int sizeBytes) => scratch.AtLeast(sizeBytes);

    /// <summary>Where the stage keeps its row pointers; null when it keeps them on the stack.</summary>
    public BufferId? RowPointers { get; private set; }

    /// <summary>None: the stage hands row pointers to a kernel that only reads them.</summary>
    public override KernelArgument? RowTable(int rows)
    {
        if (rows > PortableLimits.WindowRows && StageKinds.Of(stage) == StageKind.Window)
            RowPointers = Program.Scratch(Name("rows"), rows * LargestPointerBytes, Index);
        return null;
    }

    /// <summary>Nothing: the order of events decides what a stream may overlap.</summary>
    public override void PermitOverlap(TensorId output, TensorId input, int distanceBytes)
    {
    }

    protected override string Name(string role) => $"{StepNames.Of(stage.Operator, Index)}_{stageIndex}_{role}";

    protected override KernelArgument Placed(TensorId id, int offsetBytes, bool isReadOnly)
    {
        if (StageKinds.Of(stage) == StageKind.Window && isReadOnly)
            return new WindowRowsArgument();
        if (stage.Accumulates && !isReadOnly)
            return new BufferArgument(stores[id].Buffer, stores[id].OffsetBytes, Graph[id].Type, isReadOnly);
        return new TilePixelArgument(id, offsetBytes / Graph[id].Type.SizeBytes(), isReadOnly);
    }

    private static Graph TileGraph(Graph graph, StreamStage stage)
    {
        var ids = stage.Inputs.Append(stage.Operator.Output).ToHashSet();
        return graph.With(tensors: [.. graph.Tensors.Select(t => ids.Contains(t.Id) ? t with { Shape = new Shape(1, 1, stage.TileWidth, t.Shape.Channels) } : t)]);
    }
}
