using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>DYNAMIC_UPDATE_SLICE, for elements of any size.</summary>
internal sealed class UpdateSlice : KernelRule<DynamicUpdateSlice>
{
    private const string File = "mnv2_update_slice.c";
    private static readonly Kernel ByInt32 = Kernel.Own("mnv2_update_slice_s32", File);
    private static readonly Kernel ByInt64 = Kernel.Own("mnv2_update_slice_s64", File);

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => true;

    protected override KernelAnswer Answer(DynamicUpdateSlice op, KernelQuestion question)
    {
        var (shape, part) = (question.Input.Shape, question[op.Update].Shape);
        if (PortableLimits.WhyNotRank(shape.Rank) is { } whyNot)
            return KernelAnswer.No(whyNot);
        var element = question.Input.Type.SizeBytes();
        var choice = new ChoiceBuilder(question);
        choice.Call(
            question[op.Begin].Type == ElementType.Int64 ? ByInt64 : ByInt32,
            new StructArgument("mnv2_update_slice_params", "params",
            [
                .. StructFields.Of(("rank", shape.Rank), ("bytes", question.Output.SizeBytes), ("run", part[shape.Rank - 1] * element)),
                StructFields.Array("outer", part.Dimensions.SetItem(shape.Rank - 1, 1)),
                StructFields.Array("last_begin", shape.Dimensions.Zip(part.Dimensions, (whole, size) => whole - size)),
                StructFields.Array("strides", Offsets.Strides(shape).Select(stride => stride * element)),
            ]),
            choice.Read(op.Input),
            choice.Read(op.Update),
            choice.Read(op.Begin),
            ChoiceBuilder.Write(op.Output));
        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.Move(question.Output.SizeBytes) + CostModel.Rescale(part.ElementCount / part[shape.Rank - 1]);
        return choice.Build();
    }
}
