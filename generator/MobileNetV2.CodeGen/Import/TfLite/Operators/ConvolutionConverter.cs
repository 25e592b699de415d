using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>CONV_2D and DEPTHWISE_CONV_2D.</summary>
internal sealed class ConvolutionConverter : OperatorConversion
{
    private static readonly OptionsField<PaddingScheme> Scheme = OptionsField.Padding(0);
    private static readonly OptionsField<Size2D> Stride = OptionsField.Size(1);
    private static readonly OptionsField<FusedActivation> Activation = OptionsField.Activation(3);
    private static readonly OptionsField<Size2D> Dilation = OptionsField.Size(4, absent: 1);

    // A depthwise convolution has a field more in the middle: the depth multiplier, which is redundant and often wrong in files; the
    // channel counts say it.
    private static readonly OptionsField<FusedActivation> DepthwiseActivation = OptionsField.Activation(4);
    private static readonly OptionsField<Size2D> DepthwiseDilation = OptionsField.Size(5, absent: 1);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.Conv2D, 8, 2, 3, DataTypes.Quantized | DataTypes.RoundsApartOnUInt8, Conv2D)
            { Options = new(OptionsKind.Conv2D, Scheme, Stride, Activation, Dilation), OptionalInputs = [2] },
        new(BuiltinOperator.DepthwiseConv2D, 7, 2, 3, DataTypes.Quantized | DataTypes.RoundsApartOnUInt8, DepthwiseConv2D)
            { Options = new(OptionsKind.DepthwiseConv2D, Scheme, Stride, DepthwiseActivation, DepthwiseDilation), OptionalInputs = [2] },
    ];

    private static Conv2D? Conv2D(OperatorSource source)
    {
        var (stride, dilation) = (source.Option(Stride), source.Option(Dilation));
        if (!HaveRank4(source)
            || !HasSymmetricWeights(source)
            || source.Activation(source.Option(Activation)) is not { } activation
            || Padding(source, stride, dilation) is not { } padding)
            return null;
        return new Conv2D(source.Id, source.InputIds(3), source.OutputIds, stride, dilation, padding, activation)
        {
            ScaleProduct = source.ScaleProduct,
        };
    }

    private static DepthwiseConv2D? DepthwiseConv2D(OperatorSource source)
    {
        var (stride, dilation) = (source.Option(Stride), source.Option(DepthwiseDilation));
        if (!HaveRank4(source)
            || !HasSymmetricWeights(source)
            || source.Activation(source.Option(DepthwiseActivation)) is not { } activation
            || Padding(source, stride, dilation) is not { } padding
            || Multiplier(source) is not { } multiplier)
            return null;
        return new DepthwiseConv2D(
            source.Id, source.InputIds(3), source.OutputIds, stride, dilation, padding, multiplier, activation)
        {
            ScaleProduct = source.ScaleProduct,
        };
    }

    private static bool HaveRank4(OperatorSource source) => source.HasRank(source.Input(0), 4) && source.HasRank(source.Input(1), 4);

    /// <summary>The oracle's int8 kernels take weights without zero point, whatever the file says; only uint8 networks have one.</summary>
    private static bool HasSymmetricWeights(OperatorSource source)
    {
        var filter = source.Input(1);
        var bad = source.IsUInt8Network ? 0 : filter.Quantization?.ZeroPoints.FirstOrDefault(z => z != 0) ?? 0;
        return bad == 0 || source.Report(GraphDiagnostics.ZeroPoint(source.Place, filter, bad, "0"));
    }

    private static Padding2D? Padding(OperatorSource source, Size2D stride, Size2D dilation)
    {
        var filter = source.Input(1).Shape;
        return WindowPadding.Resolve(
            source, source.Option(Scheme), source.Input(0).Shape, new Size2D(filter.Height, filter.Width), stride, dilation);
    }

    private static int? Multiplier(OperatorSource source)
    {
        var (channels, filters) = (source.Input(0).Shape.Channels, source.Input(1).Shape.Channels);
        if (filters % channels == 0)
            return filters / channels;
        source.BadOption($"the filter has {filters} channels, which is not a multiple of the input's {channels}", "export the model again");
        return null;
    }
}
