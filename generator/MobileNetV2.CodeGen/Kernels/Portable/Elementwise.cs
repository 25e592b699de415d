using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Kernels with two inputs: each has a form for equal shapes and one that broadcasts.</summary>
internal abstract class Elementwise<TOperator>(Kernel plain, Kernel broadcast) : KernelRule<TOperator>
    where TOperator : BinaryOperator
{
    protected Elementwise(string name)
        : this(Kernel.Own($"mnv2_{name}_s8"), Kernel.Own($"mnv2_{name}_broadcast_s8", $"mnv2_{name}_s8.c"))
    {
    }

    protected sealed override KernelAnswer Answer(TOperator op, KernelQuestion question)
    {
        var output = question.Output.Shape;
        var shapes = Broadcasting.Of(question[op.Left].Shape, question[op.Right].Shape, output);
        if (PortableLimits.WhyNotRank(shapes.Rank) is { } whyNot)
            return KernelAnswer.No(whyNot);
        var choice = new ChoiceBuilder(question);
        var (left, right, written) = (choice.Read(op.Left), choice.Read(op.Right), ChoiceBuilder.Write(op.Output));
        var parameters = Parameters(op, question.Tensors);
        if (shapes.IsPlain)
            choice.Call(plain, parameters, left, right, written, new IntegerArgument(output.ElementCount));
        else
            choice.Call(broadcast, parameters, shapes.Argument(), left, right, written);

        // An input of the output's size is read element by element as the output is written; one that is broadcast is read again.
        foreach (var input in op.Inputs.Distinct().Where(i => question[i].Shape.ElementCount == output.ElementCount))
            choice.PermitOverlap(input, 0);
        choice.Instructions = Cost(question, output.ElementCount);
        return choice.Build();
    }

    protected abstract StructArgument Parameters(TOperator op, ITensorTable tensors);

    protected abstract long Cost(KernelQuestion question, long elements);
}
