using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>Depthwise convolutions of any kind.</summary>
internal sealed class WideDepthwiseConvolve() : WideWindowRule<DepthwiseConv2D>("depthwise_convolve")
{
    protected override ImmutableArray<string> Unread => ["groups", .. base.Unread];

    protected override WindowGeometry Window(DepthwiseConv2D op, KernelQuestion question) => WindowGeometry.Of(op, question.Tensors);

    protected override ConvolutionConstants Constants(DepthwiseConv2D op, KernelQuestion question) =>
        ConvolutionConstants.For(question.Tensors, op);

    protected override int Groups(WindowGeometry window) => window.Input.Channels;

    protected override long Cost(DepthwiseConv2D op, WindowGeometry window, KernelQuestion question) =>
        2 * CostModel.Depthwise(question.Target with { HasMve = false }, MacCount.Of(question.Tensors, op), window.Output.ElementCount);
}
