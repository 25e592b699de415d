using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>A stand-alone activation between different scales.</summary>
internal sealed class RescaleAndClamp : KernelRule<Relu>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_requantize_s8", "mnv2_requantize.c");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override KernelAnswer Answer(Relu op, KernelQuestion question)
    {
        var count = question.Output.Shape.ElementCount;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            RequantizeParameters.Of(RequantizeConstants.For(question.Tensors, op)),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output),
            new IntegerArgument(count));
        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.Rescale(count);
        return choice.Build();
    }
}
