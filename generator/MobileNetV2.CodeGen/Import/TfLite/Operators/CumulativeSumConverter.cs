using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>CUMSUM along a constant axis.</summary>
internal static class CumulativeSumConverter
{
    public static Operator? Convert(OperatorSource source)
    {
        var options = source.Options is { } table ? new CumulativeSumOptions(table) : default(CumulativeSumOptions?);
        return source.ConstantAxis(1, source.Input(0).Shape.Rank) is { } axis
            ? new CumulativeSum(
                source.Id, source.InputIds(1), source.OutputIds, axis, options?.IsExclusive ?? false, options?.IsReverse ?? false)
            : null;
    }
}
