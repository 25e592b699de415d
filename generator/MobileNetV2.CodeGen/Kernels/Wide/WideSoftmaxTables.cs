using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>The tables of SOFTMAX on activations of 16 bits, which all of a network share.</summary>
internal static class WideSoftmaxTables
{
    public static RecipeArgument Exponential(ChoiceBuilder choice) => choice.Constant(ConstantRecipe.CommonTable(
        "softmax_exponential", "exp(x) of -10 to 0 in units of 1/32768", WideSoftmaxConstants.Exponential));

    public static RecipeArgument Reciprocal(ChoiceBuilder choice) => choice.Constant(ConstantRecipe.CommonTable(
        "softmax_reciprocal", "1 / (1 + x) of 0 to 1 in units of 1/32768", WideSoftmaxConstants.Reciprocal));
}
