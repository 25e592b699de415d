using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>MAXIMUM and MINIMUM: the stored values are compared, so that there is nothing to say but the shapes.</summary>
internal sealed class Extremum<TOperator>(Kernel whole, ElementType type) : KernelRule<TOperator>
    where TOperator : BinaryOperator
{
    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType element) => element == type;

    protected override KernelAnswer Answer(TOperator op, KernelQuestion question)
    {
        var output = question.Output.Shape;
        var shapes = Broadcasting.Of(question[op.Left].Shape, question[op.Right].Shape, output);
        if (PortableLimits.WhyNotRank(shapes.Rank) is { } whyNot)
            return KernelAnswer.No(whyNot);
        var choice = new ChoiceBuilder(question);
        choice.Call(whole, shapes.Argument(), choice.Read(op.Left), choice.Read(op.Right), ChoiceBuilder.Write(op.Output));
        foreach (var input in op.Inputs.Distinct().Where(i => question[i].Shape.ElementCount == output.ElementCount))
            choice.PermitOverlap(input, 0);
        choice.Instructions = CostModel.Lookup(output.ElementCount);
        return choice.Build();
    }
}
