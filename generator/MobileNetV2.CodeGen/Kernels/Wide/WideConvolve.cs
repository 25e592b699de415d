using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>Convolutions of any kind.</summary>
internal sealed class WideConvolve() : WideWindowRule<Conv2D>("convolve")
{
    protected override WindowGeometry Window(Conv2D op, KernelQuestion question) => WindowGeometry.Of(op, question.Tensors);

    protected override ConvolutionConstants Constants(Conv2D op, KernelQuestion question) => ConvolutionConstants.For(question.Tensors, op);

    protected override ImmutableArray<KernelArgument> Others(Conv2D op, KernelQuestion question) => [SumBits(op, question)];

    protected override long Cost(Conv2D op, WindowGeometry window, KernelQuestion question) =>
        CostModel.FullyConnected(question.Target, MacCount.Of(question.Tensors, op), window.Output.ElementCount);
}
