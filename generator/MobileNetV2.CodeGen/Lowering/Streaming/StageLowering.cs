using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>One stage: the lowering of its operator, with the kernel that computes a whole tensor replaced by the one that computes a tile.</summary>
internal static class StageLowering
{
    public static StageCode Lower(StreamStage stage, StageBuilder builder, ProgramBuilder program, KernelSelection selection)
    {
        var kind = StageKinds.Of(stage);
        if (stage.Operator is Pad pad)
            LowerPad(pad, builder);
        else if (kind == StageKind.Pixelwise)
            LayerLowering.Lower(stage.Operator, builder, selection);
        else
            LayerLowering.LowerPortable(stage.Operator, builder);

        BufferId? sums = kind == StageKind.Accumulating
            ? program.Local(BufferKind.LineBuffer, $"{StepNames.Of(stage.Operator, builder.Index)}_sums", sizeof(int) * program.Graph[stage.Operator.Output].Shape.Channels, builder.Index)
            : null;
        long tiles = kind == StageKind.Pixelwise ? stage.Tiles : 1;
        return new StageCode(
            stage,
            [.. builder.Calls.Select(c => ForTile(c, kind, sums))],
            kind == StageKind.Window ? stage.Operator.Input : null,
            builder.RowPointers,
            sums,
            builder.Macs * tiles,
            (builder.EstimatedInstructions * tiles) + StreamCosts.TileOverhead(stage));
    }

    private static KernelCall ForTile(KernelCall call, StageKind kind, BufferId? sums) => kind switch
    {
        StageKind.Pixelwise => call,
        StageKind.Window => call with
        {
            Function = TileKernel(call.Function),
            Arguments = [.. call.Arguments, new TileArgument(TileNumber.FirstColumn), new TileArgument(TileNumber.EndColumn)],
        },
        StageKind.Accumulating => call with
        {
            Function = PoolingKernel(call.Function),
            RuntimeFiles = [PoolingKernel(call.Function) + ".c"],
            Arguments =
            [
                .. call.Arguments[..^1],
                new TileArgument(TileNumber.Pixels),
                new TileArgument(TileNumber.PixelsBefore),
                new BufferArgument(sums!.Value, 0, ElementType.Int32, false),
                call.Arguments[^1],
            ],
        },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static string TileKernel(string wholeTensor) => wholeTensor switch
    {
        "mnv2_convolve_s8" => "mnv2_convolve_row_s8",
        "mnv2_convolve_blocks_s8" => "mnv2_convolve_blocks_row_s8",
        "mnv2_depthwise_convolve_blocks_s8" => "mnv2_depthwise_convolve_blocks_row_s8",
        "mnv2_depthwise_convolve_3x3_s8" => "mnv2_depthwise_convolve_3x3_row_s8",
        "mnv2_depthwise_convolve_s8" => "mnv2_depthwise_convolve_row_s8",
        "mnv2_average_pool_s8" => "mnv2_average_pool_row_s8",
        "mnv2_max_pool_s8" => "mnv2_max_pool_row_s8",
        "mnv2_pad_row_s8" => "mnv2_pad_row_s8",
        _ => throw new NotSupportedException($"{wholeTensor} has no kernel for tiles"),
    };

    private static string PoolingKernel(string wholeTensor) => wholeTensor switch
    {
        "mnv2_mean_s8" => "mnv2_mean_tile_s8",
        "mnv2_average_pool_s8" => "mnv2_average_pool_tile_s8",
        _ => throw new NotSupportedException($"{wholeTensor} has no kernel that sums tiles"),
    };

    private static void LowerPad(Pad op, StageBuilder builder)
    {
        builder.Call(
            "mnv2_pad_row_s8",
            ["mnv2_pad_row_s8.c"],
            new StructArgument("mnv2_pad_row_params", "params", StructFields.Of(
                ("input_width", builder[op.Input].Shape.Width),
                ("channels", builder[op.Input].Shape.Channels),
                ("pad_left", op.Before[2]),
                ("value", op.Value))),
            builder.Read(op.Input),
            builder.Write(op.Output));
        builder.EstimatedInstructions = CostModel.Move(builder[op.Output].Shape.ElementCount);
    }
}
