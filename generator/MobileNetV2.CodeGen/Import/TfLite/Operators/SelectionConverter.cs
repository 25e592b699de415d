using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>Operators that choose elements: TOPK_V2, SELECT and SELECT_V2.</summary>
internal static class SelectionConverter
{
    public static Operator? TopK(OperatorSource source)
    {
        if (source.Outputs.Count() != 2)
        {
            source.Report(ImportDiagnostics.OperandCount(source.Place, "outputs", source.Outputs.Count(), "2"));
            return null;
        }

        var input = source.Input(0).Shape;
        if (source.ConstantIntegers(1, "number of elements") is not { Length: > 0 } count)
            return null;
        if (count is not [>= 1] || input.Rank == 0 || count[0] > input.Channels)
        {
            source.BadOption(
                $"the [{string.Join(", ", count)}] largest elements of {input} are wanted",
                "take between one element and the last dimension");
            return null;
        }

        return source.HasOutput(input.Dimensions.SetItem(input.Rank - 1, count[0]))
            ? new TopK(source.Id, source.InputIds(1), source.OutputIds)
            : null;
    }

    /// <remarks>SELECT takes a vector of truth values for the rows of its inputs, which is not how shapes broadcast.</remarks>
    public static Operator? Select(OperatorSource source)
    {
        var (condition, input) = (source.Input(0).Shape, source.Input(1).Shape);
        if (source.Kind == "SELECT" && condition.Rank == 1 && input.Rank > 1 && condition.ElementCount > 1)
        {
            source.BadOption($"a condition of shape {condition} selects whole rows of {input}", "use tf.where with shapes that broadcast");
            return null;
        }

        return new Select(source.Id, source.InputIds(3), source.OutputIds, source.Kind);
    }
}
