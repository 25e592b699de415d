using System.Globalization;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>C names of what belongs to a step: <c>conv_2d_3</c>, <c>conv_2d_3_filter</c>.</summary>
internal static class StepNames
{
    /// <summary>The operator's kind and the step's index, as an identifier.</summary>
    public static string Of(Operator op, int stepIndex) =>
        op.Kind.ToLowerInvariant() + "_" + stepIndex.ToString(CultureInfo.InvariantCulture);

    /// <summary><paramref name="role"/> alone when there is one, otherwise with its number: <c>input</c>, <c>input_1</c>.</summary>
    public static string Numbered(string role, int index, int count) =>
        count == 1 ? role : role + "_" + index.ToString(CultureInfo.InvariantCulture);
}
