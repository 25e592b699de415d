using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>Transposed convolutions.</summary>
internal sealed class WideTransposeConvolve : WideFilterRule<TransposeConv>
{
    private const string File = "mnv2_transpose_conv_s16.c";
    private static readonly Kernel Whole = Kernel.Wide("mnv2_transpose_conv_s16", File);
    private static readonly Kernel Row = Kernel.Wide("mnv2_transpose_conv_row_s16", File);

    public override ImmutableArray<KernelForm> Forms => [KernelForm.Tensor, KernelForm.Row];

    protected override KernelAnswer Answer(TransposeConv op, KernelQuestion question) => TransposeConvolve.Gathered(
        question.Form == KernelForm.Row ? Row : Whole, op, question, ["input_offset", "filter_offset", "output_offset"], choice =>
            Bias(op, question, choice));
}
