using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>ARG_MAX and ARG_MIN along a constant axis.</summary>
internal sealed class ArgExtremeConverter : OperatorConversion
{
    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.ArgMax, 3, 2, 2, DataTypes.Quantized, Convert),
        new(BuiltinOperator.ArgMin, 3, 2, 2, DataTypes.Quantized, Convert),
    ];

    private static ArgExtreme? Convert(OperatorSource source) => source.ConstantAxis(1, source.Input(0).Shape.Rank) is { } axis
        ? new ArgExtreme(source.Id, source.InputIds(1), source.OutputIds, axis, source.Converter.Code.Name())
        : null;
}
