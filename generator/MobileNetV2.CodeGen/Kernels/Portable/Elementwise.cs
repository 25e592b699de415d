using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Kernels with two inputs: each has a form for equal shapes and most have one that broadcasts.</summary>
internal abstract class Elementwise<TOperator>(Kernel plain, Kernel? broadcast) : KernelRule<TOperator>
    where TOperator : BinaryOperator
{
    protected Elementwise(string name)
        : this(Kernel.Own($"mnv2_{name}_s8"), Kernel.Own($"mnv2_{name}_broadcast_s8", $"mnv2_{name}_s8.c"))
    {
    }

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected sealed override KernelAnswer Answer(TOperator op, KernelQuestion question)
    {
        var output = question.Output.Shape;
        var shapes = Broadcasting.Of(question[op.Left].Shape, question[op.Right].Shape, output);
        if (PortableLimits.WhyNotRank(shapes.Rank) is { } whyNot)
            return KernelAnswer.No(whyNot);
        if (broadcast is null && !shapes.IsPlain)
            return KernelAnswer.No("its inputs have different shapes");
        if (WhyNot(op, question) is { } reason)
            return KernelAnswer.No(reason);
        var choice = new ChoiceBuilder(question);
        var (first, second) = Order(op, question.Tensors);
        var (left, right, written) = (choice.Read(first), choice.Read(second), ChoiceBuilder.Write(op.Output));
        var parameters = Parameters(op, question.Tensors);
        if (shapes.IsPlain)
            choice.Call(plain, parameters, left, right, written, new IntegerArgument(output.ElementCount, "count"));
        else
            choice.Call(broadcast!, parameters, shapes.Argument(), left, right, written);

        // An input of the output's size is read element by element as the output is written; one that is broadcast is read again.
        foreach (var input in op.Inputs.Distinct().Where(i => question[i].Shape.ElementCount == output.ElementCount))
            choice.PermitOverlap(input, 0);
        choice.Instructions = Cost(question, output.ElementCount);
        return choice.Build();
    }

    /// <summary>What else does not fit the kernel; null when everything does.</summary>
    protected virtual string? WhyNot(TOperator op, KernelQuestion question) => null;

    /// <summary>The inputs as the kernel takes them.</summary>
    protected virtual (TensorId First, TensorId Second) Order(TOperator op, ITensorTable tensors) => (op.Left, op.Right);

    protected abstract StructArgument Parameters(TOperator op, ITensorTable tensors);

    protected abstract long Cost(KernelQuestion question, long elements);
}
