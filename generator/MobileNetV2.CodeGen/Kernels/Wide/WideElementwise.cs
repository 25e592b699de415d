using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>Kernels with two inputs of 16 bits.</summary>
internal abstract class WideElementwise<TOperator>(string name) : Elementwise<TOperator>(
    Kernel.Wide($"mnv2_{name}_s16"), Kernel.Wide($"mnv2_{name}_broadcast_s16", $"mnv2_{name}_s16.c"))
    where TOperator : BinaryOperator
{
    protected sealed override bool Takes(ElementType type) => type == ElementType.Int16;

    protected sealed override long Cost(KernelQuestion question, long elements) => CostModel.Add(question.Target, elements);
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
