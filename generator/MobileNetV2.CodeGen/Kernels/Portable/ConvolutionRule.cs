using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>A kernel for sums over channels and taps: CONV_2D, DEPTHWISE_CONV_2D of one input channel,
/// and FULLY_CONNECTED where the rule takes it.</summary>
internal abstract class ConvolutionRule : KernelRule
{
    public override ImmutableArray<KernelForm> Forms => TensorsPixelsAndRows;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    public override ImmutableArray<Type> Served =>
        TakesFullyConnected ? [typeof(Conv2D), typeof(DepthwiseConv2D), typeof(FullyConnected)] : [typeof(Conv2D), typeof(DepthwiseConv2D)];

    /// <summary>A fully connected layer is a convolution to the kernel.</summary>
    protected virtual bool TakesFullyConnected => false;

    protected override bool Serves(KernelQuestion question) =>
        question.Operator is Conv2D || (question.Operator is FullyConnected && TakesFullyConnected)
        || (question.Operator is DepthwiseConv2D d && OneChannelFilter.Suits(d, question.Tensors));

    /// <summary>The bias is int32.</summary>
    protected override IEnumerable<TensorId> Activations(Operator op) => op.Inputs.Take(2);

    protected override KernelAnswer Answer(KernelQuestion question)
    {
        var (window, weights) = question.Operator switch
        {
            Conv2D o => (WindowGeometry.Of(o, question.Tensors), question.Facts.Of(o, question.Tensors)),
            DepthwiseConv2D o => (WindowGeometry.Of(o, question.Tensors), question.Facts.Of(o, question.Tensors)),
            FullyConnected o => (Rows(o, question.Tensors), question.Facts.Of(o, question.Tensors)),
            var o => throw new InvalidOperationException($"{o} is no convolution"),
        };
        var simple = window.Simplified();
        var whyNot = question.Operator is FullyConnected ? null : PortableLimits.WhyNotRun(simple);
        return whyNot is not null ? KernelAnswer.No(whyNot) : Answer(simple, weights, question);
    }

    /// <param name="window">In its simplest form.</param>
    protected abstract KernelAnswer Answer(WindowGeometry window, FilterWeights weights, KernelQuestion question);

    /// <summary>The filter as it is: shared with other operators unless it had to be turned.</summary>
    protected static RecipeArgument Plain(FilterWeights weights, KernelQuestion question, ChoiceBuilder choice) =>
        question.Operator is DepthwiseConv2D
        ? choice.Constant(OneChannelFilter.Recipe(weights.Filter))
        : choice.Weights(weights.Filter.Id, "filter");

    /// <summary>A fully connected layer is a 1x1 convolution of a row whose pixels are the batches.</summary>
    protected static WindowGeometry Rows(FullyConnected op, ITensorTable tensors)
    {
        var (outputs, inputs) = (tensors[op.Filter].Shape[0], tensors[op.Filter].Shape[1]);
        var batches = tensors[op.Input].Shape.ElementCount / inputs;
        return new(new Shape(1, 1, batches, inputs), new Shape(1, 1, batches, outputs), Size2D.One, Size2D.One, Size2D.One,
            default)
        { FilterChannels = inputs };
    }
}
