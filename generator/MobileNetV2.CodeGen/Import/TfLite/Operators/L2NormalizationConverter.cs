using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>L2_NORMALIZATION over the last dimension.</summary>
internal sealed class L2NormalizationConverter : OperatorConversion
{
    private static readonly OptionsField<FusedActivation> Activation = OptionsField.Activation(0);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.L2Normalization, 2, 1, 1, DataTypes.Quantized, Convert)
            { Options = new(OptionsKind.L2Normalization, Activation), MayLackOptions = true },
    ];

    private static L2Normalization? Convert(OperatorSource source)
    {
        if (source.Option(Activation) == FusedActivation.None)
            return new L2Normalization(source.Id, source.InputIds(1), source.OutputIds);
        source.BadOption("a fused activation is not supported here", "apply the activation as a separate operator");
        return null;
    }
}
