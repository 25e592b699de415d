using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Import.TfLite.UInt8;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>AVERAGE_POOL_2D and MAX_POOL_2D.</summary>
internal sealed class PoolConverter : OperatorConversion
{
    private static readonly OptionsField<PaddingScheme> Scheme = OptionsField.Padding(0);
    private static readonly OptionsField<Size2D> Stride = OptionsField.Size(1);
    private static readonly OptionsField<Size2D> Window = OptionsField.Size(3);
    private static readonly OptionsField<FusedActivation> Activation = OptionsField.Activation(5);
    private static readonly OptionsTable Table = new(OptionsKind.Pool2D, Scheme, Stride, Window, Activation);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.AveragePool2D, 3, 1, 1, DataTypes.Quantized | DataTypes.RoundsApartOnUInt8, AveragePool2D)
            { Options = Table },
        new(BuiltinOperator.MaxPool2D, 3, 1, 1, DataTypes.Quantized, MaxPool2D) { Options = Table },
    ];

    private static AveragePool2D? AveragePool2D(OperatorSource source) =>
        Read(source) is var (window, stride, padding, activation)
            ? new AveragePool2D(source.Id, source.InputIds(1), source.OutputIds, window, stride, padding, activation)
            {
                UInt8Rounding = source.RoundsAsUInt8
                    && EvenWindows.Exist(source.Input(0).Shape, source.Output.Shape, window, stride, padding),
            }
            : null;

    private static MaxPool2D? MaxPool2D(OperatorSource source) =>
        Read(source) is var (window, stride, padding, activation)
            ? new MaxPool2D(source.Id, source.InputIds(1), source.OutputIds, window, stride, padding, activation)
            : null;

    private static (Size2D Window, Size2D Stride, Padding2D Padding, Activation Activation)? Read(OperatorSource source)
    {
        var (window, stride) = (source.Option(Window), source.Option(Stride));
        if (!source.HasRank(source.Input(0), 4)
            || source.Activation(source.Option(Activation)) is not { } activation
            || WindowPadding.Resolve(source, source.Option(Scheme), source.Input(0).Shape, window, stride, Size2D.One) is not { } padding)
            return null;
        return (window, stride, padding, activation);
    }
}
