using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>MEAN and SUM over neighbouring axes.</summary>
internal sealed class MeanOfBlocks : KernelRule<SummingOperator>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_mean_s8");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override KernelAnswer Answer(SummingOperator op, KernelQuestion question)
    {
        if (Reduction.Of(question.Input.Shape, op.Axes).AsBlocks() is not { } blocks)
            return KernelAnswer.No("its axes are not neighbours");
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole, MeanParameters.Of(blocks, MeanConstants.For(question.Tensors, op)), choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output));
        choice.PermitOverlap(op.Input, blocks.Inner);
        choice.Instructions = MeanParameters.Cost(question);
        return choice.Build();
    }
}
