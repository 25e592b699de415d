using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>CONV_2D and DEPTHWISE_CONV_2D.</summary>
internal static class ConvolutionConverter
{
    public static Operator? Conv2D(OperatorSource source)
    {
        var options = new ConvolutionOptions(source.Options!.Value, isDepthwise: false);
        if (!HaveRank4(source)
            || !HasSymmetricWeights(source)
            || source.Activation(options.Activation) is not { } activation
            || Padding(source, options.Padding, options.Stride, options.Dilation) is not { } padding)
            return null;
        return new Conv2D(source.Id, source.InputIds(3), source.OutputIds, options.Stride, options.Dilation, padding, activation)
        {
            ScaleProduct = source.ScaleProduct,
        };
    }

    public static Operator? DepthwiseConv2D(OperatorSource source)
    {
        var options = new ConvolutionOptions(source.Options!.Value, isDepthwise: true);
        if (!HaveRank4(source)
            || !HasSymmetricWeights(source)
            || source.Activation(options.Activation) is not { } activation
            || Padding(source, options.Padding, options.Stride, options.Dilation) is not { } padding
            || Multiplier(source) is not { } multiplier)
            return null;
        return new DepthwiseConv2D(
            source.Id, source.InputIds(3), source.OutputIds, options.Stride, options.Dilation, padding, multiplier, activation)
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

    private static Padding2D? Padding(OperatorSource source, PaddingScheme scheme, Size2D stride, Size2D dilation)
    {
        var filter = source.Input(1).Shape;
        return WindowPadding.Resolve(source, scheme, source.Input(0).Shape, new Size2D(filter.Height, filter.Width), stride, dilation);
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
