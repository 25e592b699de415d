using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>FULLY_CONNECTED.</summary>
internal sealed class FullyConnectedConverter : OperatorConversion
{
    private static readonly OptionsField<FusedActivation> Activation = OptionsField.Activation(0);
    private static readonly OptionsField<byte> WeightsFormat = OptionsField.Byte(1);
    private static readonly OptionsField<bool> KeepDimensions = OptionsField.Bool(2);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.FullyConnected, 14, 2, 3, DataTypes.Quantized, Convert)
            { Options = new(OptionsKind.FullyConnected, Activation, WeightsFormat, KeepDimensions), OptionalInputs = [2] },
    ];

    private static Operator? Convert(OperatorSource source)
    {
        // 0 is the plain layout [O,I]; 1 is shuffled for one desktop kernel.
        if (source.Option(WeightsFormat) is not 0 and var format)
        {
            source.BadOption($"weights format {format} (shuffled) is not supported",
                "convert with the default weights format");
            return null;
        }

        if (source.Activation(source.Option(Activation)) is not { } activation)
            return null;
        var ids = source.InputIds(3);
        return IsProduct(source, ids.Length)
            ? new BatchMatMul(source.Id, ids, source.OutputIds, TransposeLeft: false, TransposeRight: true, activation)
            : new FullyConnected(source.Id, ids, source.OutputIds, source.Option(KeepDimensions), activation);
    }

    /// <summary>Weights that the network computes make it a product of two matrices, with the same bits.</summary>
    private static bool IsProduct(OperatorSource source, int inputs) =>
        inputs == 2
        && source.Input(1) is { IsConstant: false, Type: ElementType.Int8, Shape.Rank: 2 }
        && source.Input(0) is { Type: ElementType.Int8, Shape.Rank: 2 };
}
