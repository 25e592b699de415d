using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>TRANSPOSE by a constant permutation.</summary>
internal sealed class TransposeConverter : OperatorConversion
{
    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.Transpose, 8, 2, 2, DataTypes.Quantized | DataTypes.Integers, Convert),
    ];

    private static Transpose? Convert(OperatorSource source) =>
        source.ConstantIntegers(1, "permutation") is { } permutation
            ? new Transpose(source.Id, source.InputIds(1), source.OutputIds, permutation)
            : null;
}
