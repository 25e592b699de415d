using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>L2_NORMALIZATION.</summary>
internal sealed class NormalizeRows : KernelRule<L2Normalization>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_l2_normalization_s8");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override KernelAnswer Answer(L2Normalization op, KernelQuestion question)
    {
        var shape = question.Input.Shape;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output),
            new IntegerArgument(shape.ElementCount / shape.Channels),
            new IntegerArgument(shape.Channels),
            new IntegerArgument(question.Input.RequiredQuantization.ZeroPoint));
        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.Rescale(shape.ElementCount);
        return choice.Build();
    }
}
