using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>RESIZE_NEAREST_NEIGHBOR: tables say which pixel goes where, as the reference's floats do.</summary>
internal sealed class ResizeNearest : KernelRule<ResizeNearestNeighbor>
{
    private const string File = "mnv2_resize_nearest_8.c";
    private static readonly Kernel Whole = Kernel.Own("mnv2_resize_nearest_8", File);
    private static readonly Kernel Row = Kernel.Own("mnv2_resize_nearest_row_8", File);

    public override ImmutableArray<KernelForm> Forms => TensorsPixelsAndRows;

    protected override bool Takes(Graphs.ElementType type) => true;

    protected override KernelAnswer Answer(ResizeNearestNeighbor op, KernelQuestion question)
    {
        var (input, output) = (question.Input.Shape, question.Output.Shape);
        var (rows, columns) = NearestAxis.Of(question.Tensors, op);
        var choice = new ChoiceBuilder(question);
        var columnTable = choice.Shorts("columns", "input column of each output column", output.Width, () => columns.Positions);
        var pixelBytes = input.Channels * question.Input.Type.SizeBytes();
        if (question.Form == KernelForm.Row)
        {
            choice.Call(
                Row, [columnTable, choice.Read(op.Input), ChoiceBuilder.Write(op.Output), new IntegerArgument(pixelBytes),
                    .. choice.RowRange]);
        }
        else
        {
            choice.Call(
                Whole,
                new StructArgument("mnv2_resize_nearest_params", "params", StructFields.Of(
                    ("batches", input.Batch),
                    ("input_height", input.Height),
                    ("input_width", input.Width),
                    ("output_height", output.Height),
                    ("output_width", output.Width),
                    ("pixel_bytes", pixelBytes))),
                choice.Shorts("rows", "input row of each output row", output.Height, () => rows.Positions),
                columnTable,
                choice.Read(op.Input),
                ChoiceBuilder.Write(op.Output));
        }

        choice.Instructions = CostModel.Move(output.ElementCount);
        return choice.Build();
    }
}
