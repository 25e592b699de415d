using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>PAD and PADV2 of up to four separate dimensions.</summary>
internal sealed class ArmPad : KernelRule<Pad>
{
    public override bool IsOfLibrary => true;

    private const int Rank = 4;

    private static readonly Kernel Function = Kernel.OfLibrary(
        "arm_pad_s8",
        StatusConvention.CmsisNn,
        new LibraryPart(null) { LoneSource = "Source/PadFunctions/arm_pad_s8.c" },
        "mnv2_arm_pad_s8.c",
        "mnv2_pad_s8.c");

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override KernelAnswer Answer(Pad op, KernelQuestion question)
    {
        var dims = PaddedDimensions.Of(question.Input.Shape, op);
        if (dims.Length > Rank)
            return KernelAnswer.No(LibraryRule.OtherBits);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Function,
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output),
            new IntegerArgument(op.Value, "pad_value"),
            Dims("input_size", [.. dims.Select(d => d.Size)], 1),
            Dims("pre_pad", [.. dims.Select(d => d.Before)], 0),
            Dims("post_pad", [.. dims.Select(d => d.After)], 0));
        choice.Instructions = CostModel.Move(question.Output.Shape.ElementCount);
        return choice.Build();
    }

    private static StructArgument Dims(string name, ImmutableArray<int> values, int missing)
    {
        int At(int fromEnd) => fromEnd <= values.Length ? values[^fromEnd] : missing;

        return CmsisFields.Dims(name, At(4), At(3), At(2), At(1));
    }
}
