using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>CUMSUM along a constant axis.</summary>
internal sealed class CumulativeSumConverter : OperatorConversion
{
    private static readonly OptionsField<bool> Exclusive = OptionsField.Bool(0);
    private static readonly OptionsField<bool> Reverse = OptionsField.Bool(1);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.Cumsum, 1, 2, 2, DataTypes.Quantized, Convert)
            { Options = new(OptionsKind.CumulativeSum, Exclusive, Reverse), MayLackOptions = true },
    ];

    private static CumulativeSum? Convert(OperatorSource source) => source.ConstantAxis(1, source.Input(0).Shape.Rank) is { } axis
        ? new CumulativeSum(source.Id, source.InputIds(1), source.OutputIds, axis, source.Option(Exclusive), source.Option(Reverse))
        : null;
}
