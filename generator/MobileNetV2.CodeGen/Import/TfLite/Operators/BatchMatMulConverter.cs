using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>BATCH_MATMUL.</summary>
internal sealed class BatchMatMulConverter : OperatorConversion
{
    private static readonly OptionsField<bool> TransposeLeft = OptionsField.Bool(0);
    private static readonly OptionsField<bool> TransposeRight = OptionsField.Bool(1);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.BatchMatmul, 4, 2, 2, DataTypes.Quantized, Convert)
            { Options = new(OptionsKind.BatchMatMul, TransposeLeft, TransposeRight), MayLackOptions = true },
    ];

    private static BatchMatMul Convert(OperatorSource source) => new(
        source.Id, source.InputIds(2), source.OutputIds, source.Option(TransposeLeft), source.Option(TransposeRight), Activation.None);
}
