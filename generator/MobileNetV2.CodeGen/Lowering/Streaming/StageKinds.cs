using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>Which stages there are row kernels for.</summary>
internal static class StageKinds
{
    public static StageKind Of(StreamStage stage) =>
        stage.Accumulates ? StageKind.Accumulating
        : stage.IsPixelwise ? StageKind.Pixelwise
        : StageKind.Window;

    public static bool HasKernel(Graph graph, StreamStage stage) => Of(stage) switch
    {
        StageKind.Pixelwise => true,
        StageKind.Accumulating => graph[stage.Operator.Input].Type == ElementType.Int8,
        // A window that covers the whole input reads everything at once: nothing to stream.
        StageKind.Window => graph[stage.Operator.Input].Type == ElementType.Int8
            && (stage.Operator is Pad || stage.Rows.Size < stage.Rows.InputLength || stage.Columns.Size < stage.Columns.InputLength),
        _ => false,
    };
}
