using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>MEAN and SUM over any axes.</summary>
internal sealed class WideMean : WideRule<SummingOperator>
{
    private static readonly Kernel Whole = Kernel.Wide("mnv2_mean_strided_s16", "mnv2_mean_s16.c");
    private static readonly Kernel Tile = Kernel.Wide("mnv2_mean_tile_s16", "mnv2_mean_s16.c");

    public override ImmutableArray<KernelForm> Forms => [KernelForm.Tensor, KernelForm.Pixels, KernelForm.Sums];

    protected override KernelAnswer Answer(SummingOperator op, KernelQuestion question)
    {
        var reduction = Reduction.Of(question.Input.Shape, op.Axes);
        var constants = MeanConstants.For(question.Tensors, op);
        var choice = new ChoiceBuilder(question) { Instructions = MeanParameters.Cost(question) };
        if (question.Form == KernelForm.Sums)
        {
            if (reduction.AsBlocks() is not { } blocks)
                return KernelAnswer.No("its axes are not neighbours");
            choice.Call(
                Tile,
                [MeanParameters.Of(blocks, constants), choice.Read(op.Input), .. ChoiceBuilder.PixelRange, ChoiceBuilder.Write(op.Output)]);
            return choice.Build();
        }

        if (PortableLimits.WhyNotRank(Math.Max(reduction.Kept.Length, reduction.Reduced.Length)) is { } whyNot)
            return KernelAnswer.No(whyNot);
        choice.Call(
            Whole,
            new StructArgument(
                "mnv2_mean_strided_params", "params", [.. MeanParameters.Dimensions(reduction), .. MeanParameters.Factors(constants)]),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output));
        return choice.Build();
    }
}
