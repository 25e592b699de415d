using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>What is known of the weights of a network: shared by all questions about it,
/// so that no filter is looked through twice.</summary>
internal sealed class WeightFacts
{
    private readonly Dictionary<OperatorId, FilterWeights> _known = [];

    public FilterWeights Of(Conv2D op, ITensorTable tensors) => Known(op.Id, () => new(
        tensors[op.Filter], Bias(op.Bias, tensors), ConvolutionConstants.For(tensors, op), tensors[op.Filter].Shape[0],
        channelsAreLast: false));

    public FilterWeights Of(FullyConnected op, ITensorTable tensors) => Known(op.Id, () => new(
        tensors[op.Filter], Bias(op.Bias, tensors), ConvolutionConstants.For(tensors, op), tensors[op.Filter].Shape[0],
        channelsAreLast: false));

    /// <summary>With one input channel in the order of a convolution's filter: see <see cref="OneChannelFilter"/>.</summary>
    public FilterWeights Of(DepthwiseConv2D op, ITensorTable tensors) => Known(op.Id, () =>
    {
        var isConvolution = OneChannelFilter.Suits(op, tensors);
        var filter = isConvolution ? OneChannelFilter.Turned(tensors[op.Filter]) : tensors[op.Filter];
        return new(
            filter, Bias(op.Bias, tensors), ConvolutionConstants.For(tensors, op), tensors[op.Filter].Shape.Channels,
            channelsAreLast: !isConvolution);
    });

    private FilterWeights Known(OperatorId id, Func<FilterWeights> make)
    {
        if (!_known.TryGetValue(id, out var weights))
            _known.Add(id, weights = make());
        return weights;
    }

    private static Tensor? Bias(TensorId? id, ITensorTable tensors) => id is { } bias ? tensors[bias] : null;
}
