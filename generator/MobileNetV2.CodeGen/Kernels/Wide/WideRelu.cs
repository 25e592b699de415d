using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>Stand-alone RELU and its kin.</summary>
internal sealed class WideRelu : WideRule<Relu>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_requantize_wide");

    protected override KernelAnswer Answer(Relu op, KernelQuestion question)
    {
        var count = question.Output.Shape.ElementCount;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            RequantizeParameters.Of(RequantizeConstants.For(question.Tensors, op)),
            choice.Read(op.Input),
            CastElements.Element(question.Input.Type),
            ChoiceBuilder.Write(op.Output),
            CastElements.Element(question.Output.Type),
            new IntegerArgument(count));
        choice.Instructions = CostModel.Rescale(count);
        return choice.Build();
    }
}
