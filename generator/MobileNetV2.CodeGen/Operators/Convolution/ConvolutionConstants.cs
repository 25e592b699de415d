using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Constants of CONV_2D, DEPTHWISE_CONV_2D and FULLY_CONNECTED: acc = bias + sum (x + InputOffset) * (w + FilterOffset);
/// result = clamp(Multipliers[channel].Apply(acc) + OutputOffset).</summary>
/// <param name="InputOffset">Minus the input's zero point.</param>
/// <param name="FilterOffset">Minus the filter's zero point; 0 for int8 convolutions.</param>
/// <param name="OutputOffset">The output's zero point.</param>
/// <param name="Multipliers">One for each output channel, equal ones when <paramref name="IsPerChannel"/> is false.</param>
/// <param name="IsPerChannel">The filter has one scale for each output channel.</param>
internal sealed record ConvolutionConstants(
    int InputOffset,
    int FilterOffset,
    int OutputOffset,
    ImmutableArray<QuantizedMultiplier> Multipliers,
    bool IsPerChannel,
    ActivationRange Activation)
{
    /// <summary>What stands in the place of <see cref="Multipliers"/> when the rounding of another program is tried.</summary>
    public ImmutableArray<RuledFactor>? Others { get; private init; }

    public static ConvolutionConstants For(ITensorTable graph, Conv2D op) =>
        For(graph[op.Input], graph[op.Filter], graph[op.Output], op.Activation, graph[op.Filter].Shape[0], op.ScaleProduct);

    public static ConvolutionConstants For(ITensorTable graph, TransposeConv op) =>
        For(graph[op.Input], graph[op.Filter], graph[op.Output], op.Activation, graph[op.Filter].Shape[0], op.ScaleProduct);

    public static ConvolutionConstants For(ITensorTable graph, DepthwiseConv2D op) =>
        For(graph[op.Input], graph[op.Filter], graph[op.Output], op.Activation, graph[op.Filter].Shape.Channels, op.ScaleProduct);

    public static ConvolutionConstants For(ITensorTable graph, FullyConnected op) => For(
        graph[op.Input],
        graph[op.Filter],
        graph[op.Output],
        op.Activation,
        graph[op.Filter].Shape[0],
        FullyConnectedProduct(graph[op.Filter]));

    /// <summary>The oracle multiplies the two scales of a per-tensor FULLY_CONNECTED in binary32, whatever the type.</summary>
    public static ScaleProduct FullyConnectedProduct(Tensor filter) =>
        filter.RequiredQuantization.IsPerChannel ? ScaleProduct.Float64 : ScaleProduct.Float32;

    /// <summary>The same with the rounding of another program.</summary>
    public ConvolutionConstants By(RoundingRule rule, ITensorTable graph, FilterOperator op)
    {
        if (rule == RoundingRule.Reference)
            return this;
        var (input, output) = (graph[op.Input].RequiredQuantization.Scale, graph[op.Output].RequiredQuantization.Scale);
        var scales = graph[op.Filter].RequiredQuantization.Scales;
        return this with
        {
            Others =
            [
                .. Multipliers.Select((factor, c) =>
                {
                    var scale = scales[scales.Length == 1 ? 0 : c];
                    return new RuledFactor(rule, factor, (double)input * scale / output, (float)(input * scale) / output);
                }),
            ],
        };
    }

    private static ConvolutionConstants For(
        Tensor input, Tensor filter, Tensor output, Activation activation, int channels, ScaleProduct product)
    {
        var (qi, qf, qo) = (input.RequiredQuantization, filter.RequiredQuantization, output.RequiredQuantization);

        // A dead channel has the scale 0 and so the multiplier 0, which gives 0 whatever the shift:
        // -1 suits the kernels that only scale down.
        QuantizedMultiplier Factor(float filterScale) =>
            QuantizedMultiplier.FromReal(product.Of(qi.Scale, filterScale) / qo.Scale) is { MultiplierQ31: not 0 } factor
                ? factor
                : new(0, -1);

        ImmutableArray<QuantizedMultiplier> multipliers = qf.IsPerChannel
            ? [.. qf.Scales.Select(Factor)]
            : [.. Enumerable.Repeat(Factor(qf.Scale), channels)];
        return new ConvolutionConstants(
            -qi.ZeroPoint, -qf.ZeroPoint, qo.ZeroPoint, multipliers, qf.IsPerChannel, ActivationRange.Of(activation, output));
    }
}
