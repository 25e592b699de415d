using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>The table of the logistic function that LOGISTIC, TANH and recurrent layers read.</summary>
internal static class CurveTable
{
    private const int Half = 1 << 15;

    public static RecipeArgument Of(ChoiceBuilder choice) => choice.Constant(ConstantRecipe.CommonTable(
        "logistic_curve", "1 / (1 + exp(-i / 24)) - 1/2 in units of 1/65536", [.. CurveConstants.Table.Select(v => v - Half)]));
}
