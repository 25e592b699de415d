using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Onnx.Operators;

/// <summary>Conv, Gemm, MatMul and BatchNormalization.</summary>
internal static class OnnxConvolutions
{
    public static void Conv(OnnxSource source)
    {
        var input = source.Image(0);
        var filter = OnnxSource.Window2D(source.Constant(1, "filter"));
        if (input.Rank != 4 || filter.Dimensions.Length != 4)
            throw new RefusedException(
                $"the convolution has {source.Input(0).Rank - 2} spatial dimensions, 1 and 2 are supported", "use Conv1d or Conv2d");
        var channels = input.Dimensions[1];
        var (outputs, perGroup) = (filter.Dimensions[0], filter.Dimensions[1]);
        var groups = source.Integer("group", 1);
        if (groups < 1 || groups * perGroup != channels || outputs % groups != 0)
            throw new RefusedException($"{groups} groups of {perGroup} channels do not fit {channels} input and {outputs} output channels",
                "export the model again");
        var window = new OnnxWindow(source, filter.Dimensions[2], filter.Dimensions[3], input);
        var x = source.Graph.InOrder(input, OnnxValue.ChannelsLast(4));
        var bias = source.Has(2) ? source.Graph.Constant(source.Name, Vector(source.Constant(2, "bias"), outputs)) : default(TensorId?);
        ImmutableArray<int> dimensions = [input.Dimensions[0], outputs, window.Height, window.Width];
        ImmutableArray<int> stored = [dimensions[0], window.Height, window.Width, outputs];
        var isDepthwise = groups == channels && groups > 1;
        var weights = source.Graph.Constant(source.Name, filter.Transposed(isDepthwise ? [1, 2, 3, 0] : [0, 2, 3, 1]));
        ImmutableArray<TensorId> operands = bias is { } b ? [x, weights, b] : [x, weights];
        var output = source.Graph.Add(source.Name, stored, (id, outs) => isDepthwise
            ? new DepthwiseConv2D(id, operands, outs, window.Stride, window.Dilation, window.Padding, outputs / channels, Activation.None)
            : new Conv2D(id, operands, outs, window.Stride, window.Dilation, window.Padding, Activation.None));
        source.GiveImage(OnnxValue.Of(source.Name, dimensions, output, OnnxValue.ChannelsLast(4)));
    }

    public static void Gemm(OnnxSource source)
    {
        if (source.Integer("transA", 0) != 0)
            throw new RefusedException("the first operand is transposed (transA)", "transpose it before");
        var filter = source.Constant(1, "second operand");
        if (filter.Dimensions.Length != 2 || source.Input(0).Rank != 2)
            throw new RefusedException("the operands are no matrices", "export the model again");
        if (source.Integer("transB", 0) == 0)
            filter = filter.Transposed([1, 0]);
        filter = Scaled(filter, source.Real("alpha", 1));
        OnnxConstant? bias = source.Has(2)
            ? Scaled(Vector(source.Constant(2, "bias"), filter.Dimensions[0]), source.Real("beta", 1))
            : null;
        FullyConnected(source, filter, bias);
    }

    public static void MatMul(OnnxSource source)
    {
        if (source.Input(1).Constant is not { Dimensions.Length: 2 } filter)
            throw new RefusedException(
                "both operands are computed, or the second one is no matrix", "only products with a constant matrix are supported");
        FullyConnected(source, filter.Transposed([1, 0]), null);
    }

    /// <summary>A factor and a summand for each channel.</summary>
    public static void BatchNormalization(OnnxSource source)
    {
        var input = source.Input(0);
        if (input.Rank < 2 || source.Integer("training_mode", 0) != 0 || source.WantsOutput(1))
            throw new RefusedException(
                "the normalization is in training mode, or has no channels", "export the model for inference (model.eval())");
        var channels = input.Dimensions[1];
        var (scale, shift) =
            (Vector(source.Constant(1, "scale"), channels).AsReals(), Vector(source.Constant(2, "shift"), channels).AsReals());
        var (mean, variance) =
            (Vector(source.Constant(3, "mean"), channels).AsReals(), Vector(source.Constant(4, "variance"), channels).AsReals());
        var epsilon = source.Real("epsilon", 1e-5f);
        ImmutableArray<int> dimensions = [1, channels, .. Enumerable.Repeat(1, input.Rank - 2)];
        var factors = new float[channels];
        var summands = new float[channels];
        for (var c = 0; c < channels; c++)
        {
            var factor = scale[c] / Math.Sqrt(variance[c] + (double)epsilon);
            factors[c] = (float)factor;
            summands[c] = (float)(shift[c] - (mean[c] * factor));
        }

        var scaled = source.Binary(
            input,
            OnnxValue.Of(source.Name, OnnxConstant.Of(dimensions, factors)),
            (id, operands, outputs) => new Mul(id, operands, outputs, Activation.None));
        source.Give(source.Binary(
            scaled,
            OnnxValue.Of(source.Name, OnnxConstant.Of(dimensions, summands)),
            (id, operands, outputs) => new Add(id, operands, outputs, Activation.None)));
    }

    /// <param name="filter">[outputs, inputs].</param>
    private static void FullyConnected(OnnxSource source, OnnxConstant filter, OnnxConstant? bias)
    {
        var input = source.Input(0);
        if (input.Rank < 2 || input.Dimensions[^1] != filter.Dimensions[1])
        {
            throw new RefusedException(
                $"a tensor of shape [{string.Join(", ", input.Dimensions)}] cannot be multiplied by a matrix of "
                    + $"{filter.Dimensions[1]} rows", "export the model again");
        }

        var x = source.Graph.InOrder(input, OnnxValue.Plain(input.Rank));
        var weights = source.Graph.Constant(source.Name, filter);
        ImmutableArray<TensorId> operands = bias is null ? [x, weights] : [x, weights, source.Graph.Constant(source.Name, bias)];
        ImmutableArray<int> dimensions = [.. input.Dimensions[..^1], filter.Dimensions[0]];
        var output = source.Graph.Add(
            source.Name, dimensions, (id, outputs) => new FullyConnected(id, operands, outputs, input.Rank > 2, Activation.None));
        source.Give(OnnxValue.Of(source.Name, dimensions, output, OnnxValue.Plain(input.Rank)));
    }

    private static OnnxConstant Scaled(OnnxConstant constant, float factor) =>
        factor == 1 ? constant : OnnxConstant.Of(constant.Dimensions, Array.ConvertAll(constant.AsReals(), x => x * factor));

    /// <summary>One element for each channel; a single one counts for all.</summary>
    internal static OnnxConstant Vector(OnnxConstant constant, int channels)
    {
        var reals = constant.AsReals();
        if (reals.Length == 1)
            reals = [.. Enumerable.Repeat(reals[0], channels)];
        return reals.Length == channels
            ? OnnxConstant.Of([channels], reals) with { Stored = constant.Count == channels ? constant.Stored : null }
            : throw new RefusedException($"there are {reals.Length} values for {channels} channels", "export the model again");
    }
}
