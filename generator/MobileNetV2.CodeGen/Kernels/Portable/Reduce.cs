using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>REDUCE_MAX and REDUCE_MIN over any axes.</summary>
internal abstract class Reduce<TOperator>(string name) : KernelRule<TOperator>
    where TOperator : ReduceOperator
{
    private readonly Kernel _whole = Kernel.Own($"mnv2_reduce_{name}_s8");

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override KernelAnswer Answer(TOperator op, KernelQuestion question)
    {
        var reduction = Reduction.Of(question.Input.Shape, op.Axes);
        if (PortableLimits.WhyNotRank(Math.Max(reduction.Kept.Length, reduction.Reduced.Length)) is { } whyNot)
            return KernelAnswer.No(whyNot);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            _whole,
            new StructArgument("mnv2_reduce_strided_params", "params", MeanParameters.Dimensions(reduction)),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = MeanParameters.Cost(question);
        return choice.Build();
    }
}
