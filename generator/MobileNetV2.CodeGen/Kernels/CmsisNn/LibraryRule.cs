using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>A function of CMSIS-NN: taken only where every build of the library gives the reference's bits.</summary>
internal static class LibraryRule
{
    public const string OtherBits = "CMSIS-NN does not give the reference's bits for this shape";
    public const string ZeroPoint = "CMSIS-NN knows no zero point of weights";

    /// <summary>A function that there is for activations of 8 and of 16 bits.</summary>
    /// <param name="function">Without the type, as <paramref name="ours"/>, the kernel that stands in for it.</param>
    public static Kernel OfType(string function, ElementType type, LibraryPart part, string ours)
    {
        var suffix = type == ElementType.Int8 ? "s8" : "s16";
        return Kernel.OfLibrary(
            $"{function}_{suffix}", StatusConvention.CmsisNn, part, $"mnv2_{function}_{suffix}.c", $"{ours}_{suffix}.c");
    }

    /// <summary>The library's convolutions know no zero point of weights.</summary>
    public static bool HasSymmetricWeights(Tensor filter) => filter.RequiredQuantization.ZeroPoints.All(z => z == 0);

    /// <summary>The bias as the library wants it: present, in channel order, nothing folded in.</summary>
    /// <remarks>An absent bias becomes zeros: with groups the library does arithmetic on the pointer.</remarks>
    public static RecipeArgument Bias(Tensor? bias, int channels, ChoiceBuilder choice) => bias is not null
        ? choice.Weights(bias.Id, "bias")
        : choice.Words("bias", "no bias", channels, () => Enumerable.Repeat(0, channels));

    /// <summary>Scratch of the call, or none.</summary>
    public static StructArgument Context(ChoiceBuilder choice, int scratchBytes) =>
        Context("ctx", ScratchRecipe.Work, choice, scratchBytes);

    /// <summary>One of several working memories of the call.</summary>
    public static StructArgument Context(string name, string role, ChoiceBuilder choice, int scratchBytes) => new("cmsis_nn_context", name,
    [
        new StructField("buf", choice.ScratchAddress(scratchBytes, role)),
        .. StructFields.Of(("size", scratchBytes)),
    ]);

    /// <summary><c>cmsis_nn_per_channel_quant_params</c>.</summary>
    public static StructArgument PerChannel(ChannelFactors factors) =>
        new("cmsis_nn_per_channel_quant_params", "quant_params", Fields(factors));

    /// <summary><c>cmsis_nn_per_tensor_quant_params</c>.</summary>
    public static StructArgument PerTensor(string name, QuantizedMultiplier factor) =>
        new("cmsis_nn_per_tensor_quant_params", name, StructFields.Of(("multiplier", factor.MultiplierQ31), ("shift", factor.Shift)));

    /// <summary><c>cmsis_nn_quant_params</c>.</summary>
    public static StructArgument Either(ChannelFactors factors, bool isPerChannel) =>
        new("cmsis_nn_quant_params", "quant_params", [.. Fields(factors), .. StructFields.Of(("is_per_channel", isPerChannel ? 1 : 0))]);

    private static ImmutableArray<StructField> Fields(ChannelFactors factors) =>
    [
        new StructField("multiplier", new RecipeAddressValue(factors.Multiplier.Recipe, CastsConstAway: true)),
        new StructField("shift", new RecipeAddressValue(factors.Shift.Recipe, CastsConstAway: true)),
    ];
}
