using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Lowering.CmsisNn;

/// <summary>The bias as the library wants it: present, in channel order, nothing folded in.</summary>
internal static class CmsisBias
{
    /// <remarks>An absent bias becomes zeros: with groups the library does arithmetic on the pointer.</remarks>
    public static ConstantArgument Of(TensorId? bias, int channels, StepBuilder step) => bias is { } id
        ? step.Weights(id, "bias")
        : step.Constant("bias", "no bias", [.. Enumerable.Repeat(0, channels)]);
}
