using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>Which form of a kernel a stage needs.</summary>
internal static class StageForms
{
    public static KernelForm Of(StreamStage stage) =>
        stage.Accumulates ? KernelForm.Sums
        : stage.MovesPixels ? KernelForm.WholeRow
        : stage.IsPixelwise || stage.IsRowByRow ? KernelForm.Pixels
        : KernelForm.Row;

    /// <summary>A window that covers the whole input reads everything at once: nothing to stream.</summary>
    public static bool IsWorthwhile(StreamStage stage) =>
        Of(stage) is not (KernelForm.Row or KernelForm.WholeRow)
        || stage.Operator is Pad
        || stage.Rows.Size < stage.Rows.InputLength
        || stage.Columns.Size < stage.Columns.InputLength;

    /// <summary>The 32-bit sums of a stage that accumulates.</summary>
    public static int SumsBytes(Graph graph, StreamStage stage) => sizeof(int) * graph[stage.Operator.Output].Shape.Channels;

    /// <summary>What a stage that computes its input again keeps of it while it computes a tile.</summary>
    public static int ExpandedBytes(Graph graph, StreamStage stage) =>
        stage.Expansion is null ? 0 : checked(stage.Rows.Size * ExpandedRowBytes(graph, stage));

    /// <summary>One of its rows.</summary>
    public static int ExpandedRowBytes(Graph graph, StreamStage stage) =>
        stage.ColumnsExpanded * PixelBytes(graph[stage.Operator.Input]);

    public static int PixelBytes(Tensor tensor) => tensor.SizeBytes / StreamState.Pixels(tensor);

    /// <param name="mostWork">Kernels that work in more bytes are passed over, as long as there is another.</param>
    public static KernelAnswer Answer(KernelChoices choices, StreamStage stage, int mostWork = int.MaxValue) =>
        choices.Stage(stage.Operator, Of(stage), stage.TileWidth, mostWork);

    /// <summary>Calls of the kernels in one run of the chain, for the kernels that are asked about one tile;
    /// others are asked about all.</summary>
    public static long TilesPerAnswer(StreamStage stage) => Of(stage) is KernelForm.Pixels or KernelForm.WholeRow ? stage.Tiles : 1;
}
