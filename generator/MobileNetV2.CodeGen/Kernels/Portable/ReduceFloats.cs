using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>MEAN, SUM, REDUCE_MAX and REDUCE_MIN of float32 over any axes.</summary>
internal sealed class ReduceFloats : KernelRule
{
    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    public override ImmutableArray<Type> Served => [typeof(Mean), typeof(Sum), typeof(ReduceMax), typeof(ReduceMin)];

    protected override bool Serves(KernelQuestion question) => question.Operator is Mean or Sum or ReduceMax or ReduceMin;

    protected override bool Takes(ElementType type) => type == ElementType.Float32;

    protected override KernelAnswer Answer(KernelQuestion question)
    {
        var op = (ReduceOperator)question.Operator;
        var reduction = Reduction.Of(question.Input.Shape, op.Axes);
        if (PortableLimits.WhyNotRank(Math.Max(reduction.Kept.Length, reduction.Reduced.Length)) is { } whyNot)
            return KernelAnswer.No(whyNot);
        var name = op switch
        {
            Mean => "mean",
            Sum => "sum",
            ReduceMax => "max",
            _ => "min",
        };
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Kernel.Own($"mnv2_reduce_{name}_f32", "mnv2_reduce_f32.c"),
            new StructArgument("mnv2_reduce_strided_params", "params", MeanParameters.Dimensions(reduction)),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = CostModel.Rescale(question.Input.Shape.ElementCount);
        return choice.Build();
    }
}
