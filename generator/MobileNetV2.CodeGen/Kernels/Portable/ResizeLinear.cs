using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>RESIZE_BILINEAR.</summary>
internal sealed class ResizeLinear : KernelRule<ResizeBilinear>
{
    private const string File = "mnv2_resize_bilinear_s8.c";
    private static readonly Kernel Whole = Kernel.Own("mnv2_resize_bilinear_s8", File);
    private static readonly Kernel Row = Kernel.Own("mnv2_resize_bilinear_row_s8", File);

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    public override ImmutableArray<KernelForm> Forms => [KernelForm.Tensor, KernelForm.Row];

    protected override KernelAnswer Answer(ResizeBilinear op, KernelQuestion question)
    {
        var (input, output) = (question.Input.Shape, question.Output.Shape);
        var (rows, columns) = LinearAxis.Of(question.Tensors, op);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            question.Form == KernelForm.Row ? Row : Whole,
            [
                new StructArgument("mnv2_resize_bilinear_params", "params",
                [
                    .. StructFields.Of(
                    ("batches", input.Batch),
                    ("input_height", input.Height),
                    ("input_width", input.Width),
                    ("channels", input.Channels),
                    ("output_height", output.Height),
                    ("output_width", output.Width),
                    ("step_y", rows.Step),
                    ("offset_y", rows.Offset),
                    ("step_x", columns.Step),
                    ("offset_x", columns.Offset)),
                    .. op.UInt8Rounding ? StructFields.Of(("middle", ResizeBilinearDefinition.UInt8Middle)) : [],
                ]),
                choice.Read(op.Input),
                ChoiceBuilder.Write(op.Output),
                .. choice.RowAndRange,
            ]);
        choice.Instructions = CostModel.Interpolate(output.ElementCount);
        return choice.Build();
    }
}
