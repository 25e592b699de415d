using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>A kernel for DEPTHWISE_CONV_2D of several input channels; one channel is a convolution.</summary>
internal abstract class DepthwiseRule : KernelRule
{
    public override ImmutableArray<KernelForm> Forms => TensorsPixelsAndRows;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    /// <summary>Neighbouring pixels that the kernel computes together.</summary>
    protected virtual int PixelsAtOnce => 2;

    public override ImmutableArray<Type> Served => [typeof(DepthwiseConv2D)];

    protected override bool Serves(KernelQuestion question) =>
        question.Operator is DepthwiseConv2D op && !OneChannelFilter.Suits(op, question.Tensors);

    /// <summary>The bias is int32.</summary>
    protected override IEnumerable<TensorId> Activations(Operator op) => op.Inputs.Take(2);

    protected override KernelAnswer Answer(KernelQuestion question)
    {
        var op = (DepthwiseConv2D)question.Operator;
        var (window, weights) = (WindowGeometry.Of(op, question.Tensors).Simplified(), question.Facts.Of(op, question.Tensors));
        if (WhyNot(window, weights, question) is { } whyNot)
            return KernelAnswer.No(whyNot);
        var choice = new ChoiceBuilder(question);
        Call(window, weights, question, choice);
        choice.PermitOverlap(op.Input, DistanceBytes(window));
        choice.Instructions = Cost(window, question);
        return choice.Build();
    }

    protected virtual long Cost(WindowGeometry window, KernelQuestion question) =>
        CostModel.Depthwise(question.Target, MacCount.Of(question.Tensors, question.Operator), window.Output.ElementCount);

    /// <summary>How far below its input the output must begin.</summary>
    protected virtual int DistanceBytes(WindowGeometry window) => PixelOrder.DistanceBytes(window, PixelsAtOnce);

    /// <summary>What does not fit the kernel; null when everything does.</summary>
    protected abstract string? WhyNot(WindowGeometry window, FilterWeights weights, KernelQuestion question);

    protected abstract void Call(WindowGeometry window, FilterWeights weights, KernelQuestion question, ChoiceBuilder choice);
}
