using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>Two inputs of equal shapes.</summary>
/// <remarks>In every build of the library an element (or vector of elements) is read from both inputs before it is written, in
/// ascending order, so the output may be one of the inputs.</remarks>
internal abstract class ArmElementwise<TOperator> : KernelRule<TOperator>
    where TOperator : BinaryOperator
{
    public override bool IsOfLibrary => true;

    protected override KernelAnswer Answer(TOperator op, KernelQuestion question)
    {
        if (!Broadcasting.Of(question[op.Left].Shape, question[op.Right].Shape, question.Output.Shape).IsPlain)
            return KernelAnswer.No("CMSIS-NN does not broadcast");
        var choice = new ChoiceBuilder(question);
        Call(op, question, choice);
        foreach (var input in op.Inputs.Distinct())
            choice.PermitOverlap(input, 0);
        return choice.Build();
    }

    protected abstract void Call(TOperator op, KernelQuestion question, ChoiceBuilder choice);
}
