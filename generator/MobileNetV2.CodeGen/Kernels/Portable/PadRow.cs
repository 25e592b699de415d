using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>PAD and PADV2 of rows and columns, row by row.</summary>
internal sealed class PadRow : KernelRule<Pad>
{
    private static readonly Kernel Row = Kernel.Own("mnv2_pad_row_s8");

    public override ImmutableArray<KernelForm> Forms => [KernelForm.Row];

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override KernelAnswer Answer(Pad op, KernelQuestion question)
    {
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Row,
            [
                new StructArgument("mnv2_pad_row_params", "params", StructFields.Of(
                    ("input_width", question.Input.Shape.Width),
                    ("channels", question.Input.Shape.Channels),
                    ("pad_left", op.Before[2]),
                    ("value", op.Value))),
                choice.Read(op.Input),
                ChoiceBuilder.Write(op.Output),
                .. choice.RowRange,
            ]);
        choice.Instructions = CostModel.Move(question.Output.Shape.ElementCount);
        return choice.Build();
    }
}
