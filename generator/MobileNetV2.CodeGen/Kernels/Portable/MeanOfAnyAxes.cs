using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>MEAN and SUM over any axes.</summary>
internal sealed class MeanOfAnyAxes : KernelRule<SummingOperator>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_mean_strided_s8");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override KernelAnswer Answer(SummingOperator op, KernelQuestion question)
    {
        var reduction = Reduction.Of(question.Input.Shape, op.Axes);
        if (PortableLimits.WhyNotRank(Math.Max(reduction.Kept.Length, reduction.Reduced.Length)) is { } whyNot)
            return KernelAnswer.No(whyNot);
        var choice = new ChoiceBuilder(question);
        choice.Call(Whole, Parameters(reduction, MeanConstants.For(question.Tensors, op)), choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = MeanParameters.Cost(question);
        return choice.Build();
    }

    private static StructArgument Parameters(Reduction reduction, MeanConstants constants) =>
        new("mnv2_mean_strided_params", "params", [.. MeanParameters.Dimensions(reduction), .. MeanParameters.Factors(constants)]);
}
