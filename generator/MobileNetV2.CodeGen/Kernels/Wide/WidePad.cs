using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>PAD with zeros: to the kernels a tensor of bytes.</summary>
internal sealed class WidePad : WideRule<Pad>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_pad_s8");
    private static readonly Kernel Row = Kernel.Own("mnv2_pad_row_s8");

    public override ImmutableArray<KernelForm> Forms => [KernelForm.Tensor, KernelForm.Row];

    protected override KernelAnswer Answer(Pad op, KernelQuestion question)
    {
        var choice = new ChoiceBuilder(question) { Instructions = CostModel.Move(question.Output.SizeBytes) };
        if (question.Form == KernelForm.Row)
        {
            choice.Call(
                Row,
                [
                    new StructArgument("mnv2_pad_row_params", "params", StructFields.Of(
                        ("input_width", question.Input.Shape.Width),
                        ("channels", Bytes(question.Input.Shape.Channels)),
                        ("pad_left", op.Before[2]))),
                    choice.Read(op.Input),
                    ChoiceBuilder.Write(op.Output),
                    .. choice.RowRange,
                ]);
            return choice.Build();
        }

        var dims = PaddedDimensions.Of(question.Input.Shape, op);
        if (PortableLimits.WhyNotRank(dims.Length) is { } whyNot)
            return KernelAnswer.No(whyNot);
        dims = dims.SetItem(dims.Length - 1, (Bytes(dims[^1].Size), Bytes(dims[^1].Before), Bytes(dims[^1].After)));
        choice.Call(
            Whole,
            new StructArgument("mnv2_pad_params", "params",
            [
                new StructField("rank", new IntegerValue(dims.Length)),
                StructFields.Array("input_dims", dims.Select(d => d.Size)),
                StructFields.Array("before", dims.Select(d => d.Before)),
                StructFields.Array("after", dims.Select(d => d.After)),
            ]),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output));
        return choice.Build();
    }
}
