using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>PACK along a new dimension.</summary>
internal sealed class PackConverter : OperatorConversion
{
    private static readonly OptionsField<int> Axis = OptionsField.Int32(1);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.Pack, 4, 1, int.MaxValue, DataTypes.Any, Convert)
            { Options = new(OptionsKind.Pack, Axis), MayLackOptions = true },
    ];

    private static Pack? Convert(OperatorSource source)
    {
        return Axes.Normalise(source, source.Option(Axis), source.Input(0).Shape.Rank + 1) is { } normal
            ? new Pack(source.Id, source.InputIds(source.InputCount), source.OutputIds, normal)
            : null;
    }
}
