using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>A kernel with weights of 8 bits; the bias has 64.</summary>
internal abstract class WideFilterRule<TOperator> : WideRule<TOperator>
    where TOperator : FilterOperator
{
    protected sealed override IEnumerable<TensorId> Activations(Operator op) => [op.Input];

    /// <summary>The bias as the kernels take it; one of 32 bits is widened.</summary>
    protected static KernelArgument Bias(TOperator op, KernelQuestion question, ChoiceBuilder choice)
    {
        if (op.Bias is not { } id)
            return new NullArgument();
        var bias = question[id];
        return bias.Type == ElementType.Int64 ? choice.Weights(id, "bias") : choice.Constant(new ConstantRecipe(
            "bias",
            "bias of each output channel",
            ElementType.Int64,
            bias.Shape.ElementCount * sizeof(long),
            () => LittleEndian.Longs(
                [.. Enumerable.Range(0, bias.Shape.ElementCount).Select(c => (long)LittleEndian.Int32At(bias.Data!.Value, c))])));
    }

    protected static IntegerArgument SumBits(TOperator op, KernelQuestion question) =>
        new(WideRequantization.SumBits(question.Tensors, op), "sum_bits");
}
