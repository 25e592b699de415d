using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>Operators that choose elements: TOPK_V2, EMBEDDING_LOOKUP, SELECT and SELECT_V2.</summary>
internal sealed class SelectionConverter : OperatorConversion
{
    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.EmbeddingLookup, 3, 2, 2, DataTypes.Any,
            s => new EmbeddingLookup(s.Id, [s.Input(1).Id, s.Input(0).Id], s.OutputIds)),
        new(BuiltinOperator.TopkV2, 3, 2, 2, DataTypes.Any, TopK) { MaxOutputs = 2 },
        new(BuiltinOperator.Select, 4, 3, 3, DataTypes.Any, Select) { DataInput = 1 },
        new(BuiltinOperator.SelectV2, 4, 3, 3, DataTypes.Any, Select) { DataInput = 1 },
    ];

    private static TopK? TopK(OperatorSource source)
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
    private static Select? Select(OperatorSource source)
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
