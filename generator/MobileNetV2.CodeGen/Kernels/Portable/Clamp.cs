using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>A stand-alone activation that only cuts values off.</summary>
internal sealed class Clamp : KernelRule<Relu>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_clamp_s8");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override KernelAnswer Answer(Relu op, KernelQuestion question)
    {
        var constants = RequantizeConstants.For(question.Tensors, op);
        if (!constants.IsClampOnly)
            return KernelAnswer.No("it rescales");
        var count = question.Output.Shape.ElementCount;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output),
            new IntegerArgument(constants.Range.Min),
            new IntegerArgument(constants.Range.Max),
            new IntegerArgument(count));
        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.Rescale(count);
        return choice.Build();
    }
}
