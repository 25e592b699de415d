using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>RESIZE_AREA.</summary>
internal sealed class ResizeByArea : KernelRule<ResizeArea>
{
    private const string File = "mnv2_resize_area_s8.c";
    private static readonly Kernel Whole = Kernel.Own("mnv2_resize_area_s8", File);
    private static readonly Kernel Row = Kernel.Own("mnv2_resize_area_row_s8", File);

    public override ImmutableArray<KernelForm> Forms => TensorsPixelsAndRows;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override KernelAnswer Answer(ResizeArea op, KernelQuestion question)
    {
        var (input, output) = (question.Input.Shape, question.Output.Shape);
        var (rows, columns) = AreaAxis.Of(question.Tensors, op);
        var choice = new ChoiceBuilder(question);
        if (question.Form == KernelForm.Row)
            choice.RowTable(rows.Samples.Size);
        choice.Call(
            question.Form == KernelForm.Row ? Row : Whole,
            [
                new StructArgument("mnv2_resize_area_params", "params", StructFields.Of(
                    ("batches", input.Batch),
                    ("input_height", input.Height),
                    ("input_width", input.Width),
                    ("channels", input.Channels),
                    ("output_height", output.Height),
                    ("output_width", output.Width),
                    ("step_y", rows.Step),
                    ("part_y", rows.Part),
                    ("step_x", columns.Step),
                    ("part_x", columns.Part))),
                choice.Read(op.Input),
                ChoiceBuilder.Write(op.Output),
                .. choice.RowAndRange,
            ]);
        choice.Instructions = CostModel.Average((long)rows.Samples.Size * columns.Samples.Size * output.ElementCount, output.ElementCount);
        return choice.Build();
    }
}
