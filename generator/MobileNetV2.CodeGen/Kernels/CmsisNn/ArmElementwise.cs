using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>Two inputs of equal shapes.</summary>
/// <remarks>In every build of the library an element (or vector of elements) is read from both inputs before it is written, in
/// ascending order, so the output may be one of the inputs.</remarks>
/// <param name="name">Of the function, between <c>arm_elementwise_</c> and the type.</param>
internal abstract class ArmElementwise<TOperator>(string name, ElementType type) : KernelRule<TOperator>
    where TOperator : BinaryOperator
{
    private readonly Kernel _function = LibraryRule.OfType(
        $"arm_elementwise_{name}", type, new LibraryPart("BASICMATH"), $"mnv2_{name}");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    public override bool IsOfLibrary => true;

    protected override bool Takes(ElementType taken) => taken == type;

    protected override KernelAnswer Answer(TOperator op, KernelQuestion question)
    {
        if (!Broadcasting.Of(question[op.Left].Shape, question[op.Right].Shape, question.Output.Shape).IsPlain)
            return KernelAnswer.No("CMSIS-NN does not broadcast");
        var choice = new ChoiceBuilder(question);
        Call(_function, op, question, choice);
        foreach (var input in op.Inputs.Distinct())
            choice.PermitOverlap(input, 0);
        return choice.Build();
    }

    protected abstract void Call(Kernel function, TOperator op, KernelQuestion question, ChoiceBuilder choice);
}
