using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Fully connected layers of any kind.</summary>
internal sealed class FullyConnect : ConvolutionRule
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_fully_connected_s8");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    public override ImmutableArray<Type> Served => [typeof(FullyConnected)];

    protected override bool Serves(KernelQuestion question) => question.Operator is FullyConnected;

    protected override KernelAnswer Answer(WindowGeometry window, FilterWeights weights, KernelQuestion question)
    {
        var (op, constants) = ((FullyConnected)question.Operator, weights.Constants);
        var choice = new ChoiceBuilder(question);
        var filter = choice.Weights(op.Filter, "filter");
        var folded = choice.Words("bias", "bias of each output, input zero point folded in", weights.Channels, () => weights.Folded);
        var factors = ChannelFactors.Of(constants, choice, isOne: !constants.IsPerChannel);
        choice.Call(
            Whole,
            Parameters(window, constants),
            factors.Multiplier,
            factors.Shift,
            choice.Read(op.Input),
            filter,
            folded,
            ChoiceBuilder.Write(op.Output));
        // While the outputs of a batch are written, all of its inputs are still read.
        choice.PermitOverlap(op.Input, PixelOrder.DistanceBytes(window, pixelsAtOnce: 1));
        choice.Instructions = CostModel.FullyConnected(
            question.Target, MacCount.Of(question.Tensors, op), question.Output.Shape.ElementCount);
        return choice.Build();
    }

    internal static StructArgument Parameters(WindowGeometry rows, ConvolutionConstants constants) =>
        new("mnv2_fully_connected_params", "params", StructFields.Of(
            ("batches", rows.Input.Width),
            ("input_features", rows.Input.Channels),
            ("output_features", rows.Output.Channels),
            ("bias_is_folded", 1),
            ("input_zero_point", -constants.InputOffset),
            ("filter_offset", constants.FilterOffset),
            ("output_offset", constants.OutputOffset),
            ("activation_min", constants.Activation.Min),
            ("activation_max", constants.Activation.Max),
            ("is_per_channel", constants.IsPerChannel ? 1 : 0)));
}
