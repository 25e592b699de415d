using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>Kernels with two inputs: each has a form for equal shapes and one that broadcasts.</summary>
internal abstract class WideElementwise<TOperator>(string name) : WideRule<TOperator>
    where TOperator : BinaryOperator
{
    private readonly Kernel _plain = Kernel.Wide($"mnv2_{name}_s16");
    private readonly Kernel _broadcast = Kernel.Wide($"mnv2_{name}_broadcast_s16", $"mnv2_{name}_s16.c");

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
            choice.Call(_plain, parameters, left, right, written, new IntegerArgument(output.ElementCount));
        else
            choice.Call(_broadcast, parameters, shapes.Argument(), left, right, written);
        foreach (var input in op.Inputs.Distinct().Where(i => question[i].Shape.ElementCount == output.ElementCount))
            choice.PermitOverlap(input, 0);
        choice.Instructions = CostModel.Add(question.Target, output.ElementCount);
        return choice.Build();
    }

    protected abstract StructArgument Parameters(TOperator op, ITensorTable tensors);
}

/// <summary>ADD.</summary>
internal sealed class WideAdd() : WideElementwise<Add>("add")
{
    protected override StructArgument Parameters(Add op, ITensorTable tensors) => AddParameters.Of(AddConstants.For(tensors, op), sign: 1);
}

/// <summary>SUB: an addition of the negative.</summary>
internal sealed class WideSubtract() : WideElementwise<Sub>("add")
{
    protected override StructArgument Parameters(Sub op, ITensorTable tensors) => AddParameters.Of(AddConstants.For(tensors, op), sign: -1);
}

/// <summary>MUL.</summary>
internal sealed class WideMultiply() : WideElementwise<Mul>("mul")
{
    protected override StructArgument Parameters(Mul op, ITensorTable tensors)
    {
        var c = MulConstants.For(tensors, op);
        return new("mnv2_mul_params", "params", StructFields.Of(
            ("output_multiplier", c.Factor.MultiplierQ31),
            ("output_shift", c.Factor.Shift),
            ("activation_min", c.Activation.Min),
            ("activation_max", c.Activation.Max)));
    }
}
