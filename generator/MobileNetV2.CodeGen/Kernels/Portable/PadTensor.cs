using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>PAD and PADV2 of whole tensors, or of the channels of some pixels.</summary>
internal sealed class PadTensor : KernelRule<Pad>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_pad_s8");

    public override ImmutableArray<KernelForm> Forms => [KernelForm.Tensor, KernelForm.Pixels];

    protected override bool Takes(ElementType type) => type is ElementType.Int8 or ElementType.Float32;

    protected override KernelAnswer Answer(Pad op, KernelQuestion question)
    {
        // Floats are padded with zeros, whose bytes are zeros: to the kernel each byte is an element.
        var dims = PaddedDimensions.Of(question.Input.Shape, op, question.Input.Type.SizeBytes());
        if (PortableLimits.WhyNotRank(dims.Length) is { } whyNot)
            return KernelAnswer.No(whyNot);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            new StructArgument("mnv2_pad_params", "params",
            [
                new StructField("rank", new IntegerValue(dims.Length)),
                StructFields.Array("input_dims", dims.Select(d => d.Size)),
                StructFields.Array("before", dims.Select(d => d.Before)),
                StructFields.Array("after", dims.Select(d => d.After)),
                new StructField("value", new IntegerValue(op.Value)),
            ]),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = CostModel.Move(question.Output.SizeBytes);
        return choice.Build();
    }
}
