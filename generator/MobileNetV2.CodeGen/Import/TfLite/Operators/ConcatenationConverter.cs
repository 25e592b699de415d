using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>CONCATENATION along an axis.</summary>
internal sealed class ConcatenationConverter : OperatorConversion
{
    private const DataTypes Data = DataTypes.Quantized | DataTypes.Integers | DataTypes.RoundsApartOnUInt8;

    private static readonly OptionsField<int> Axis = OptionsField.Int32(0);
    private static readonly OptionsField<FusedActivation> Activation = OptionsField.Activation(1);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.Concatenation, 5, 1, int.MaxValue, Data, Convert)
            { Options = new(OptionsKind.Concatenation, Axis, Activation) },
    ];

    private static Concatenation? Convert(OperatorSource source)
    {
        if (source.Option(Activation) is not FusedActivation.None and var fused)
        {
            source.BadOption($"fused activation {fused} is not supported here", "apply the activation as a separate operator");
            return null;
        }

        return Axes.Normalise(source, source.Option(Axis), source.Input(0).Shape.Rank) is { } axis
            ? new Concatenation(source.Id, source.InputIds(source.InputCount), source.OutputIds, axis)
            {
                UInt8Rounding = source.RoundsAsUInt8
                    && Enumerable.Range(0, source.InputCount).Any(i => !Equals(source.Input(i).Quantization, source.Output.Quantization)),
            }
            : null;
    }
}
