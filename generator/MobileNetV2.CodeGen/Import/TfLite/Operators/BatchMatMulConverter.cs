using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>BATCH_MATMUL.</summary>
internal static class BatchMatMulConverter
{
    public static Operator? Convert(OperatorSource source)
    {
        var options = source.Options is { } table ? new BatchMatMulOptions(table) : default(BatchMatMulOptions?);
        return new BatchMatMul(
            source.Id, source.InputIds(2), source.OutputIds, options?.TransposeLeft
                ?? false, options?.TransposeRight ?? false, Activation.None);
    }
}
