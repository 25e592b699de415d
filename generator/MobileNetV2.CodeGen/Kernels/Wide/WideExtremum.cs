using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>MAXIMUM and MINIMUM.</summary>
internal sealed class WideExtremum<TOperator>(string name) : WideRule<TOperator>
    where TOperator : BinaryOperator
{
    private readonly Kernel _whole = Kernel.Wide($"mnv2_{name}_s16", "mnv2_extremum_s16.c");

    protected override KernelAnswer Answer(TOperator op, KernelQuestion question)
    {
        var output = question.Output.Shape;
        var shapes = Broadcasting.Of(question[op.Left].Shape, question[op.Right].Shape, output);
        if (PortableLimits.WhyNotRank(shapes.Rank) is { } whyNot)
            return KernelAnswer.No(whyNot);
        var choice = new ChoiceBuilder(question);
        choice.Call(_whole, shapes.Argument(), choice.Read(op.Left), choice.Read(op.Right), ChoiceBuilder.Write(op.Output));
        foreach (var input in op.Inputs.Distinct().Where(i => question[i].Shape.ElementCount == output.ElementCount))
            choice.PermitOverlap(input, 0);
        choice.Instructions = CostModel.Lookup(output.ElementCount);
        return choice.Build();
    }
}
