using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>TRANSPOSE_CONV. Its operands are the output's shape, the filter, the input, and maybe the bias.</summary>
internal sealed class TransposeConvConverter : OperatorConversion
{
    private static readonly OptionsField<PaddingScheme> Scheme = OptionsField.Padding(0);
    private static readonly OptionsField<Size2D> Stride = OptionsField.Size(1);
    private static readonly OptionsField<FusedActivation> Activation = OptionsField.Activation(3);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.TransposeConv, 4, 3, 4, DataTypes.Quantized | DataTypes.RoundsApartOnUInt8, Convert)
            { Options = new(OptionsKind.TransposeConv, Scheme, Stride, Activation), OptionalInputs = [3], DataInput = 2 },
    ];

    private static TransposeConv? Convert(OperatorSource source)
    {
        var stride = source.Option(Stride);
        var filter = source.Input(1);
        if (!source.HasRank(source.Input(2), 4)
            || !source.HasRank(filter, 4)
            || !HasShape(source)
            || !source.HasRank(source.Output, 4)
            || source.Activation(source.Option(Activation)) is not { } activation
            || WindowPadding.Resolve(source, source.Option(Scheme), source.Output.Shape, filter.Shape.Extent, stride,
                Size2D.One) is not { } crop)
            return null;

        var ids = source.InputIds(4);
        return new TransposeConv(source.Id, [ids[2], ids[1], .. ids.Skip(3)], source.OutputIds, stride, crop, activation)
        {
            ScaleProduct = source.ScaleProduct,
        };
    }

    /// <remarks>Where the file gives the output a shape for good, one that comes with an inference can be no other.</remarks>
    private static bool HasShape(OperatorSource source) =>
        (!source.Input(0).IsConstant && !source.HasOpenOutput)
        || (source.ConstantIntegers(0, "output shape") is { } shape && source.HasOutput(shape));
}
