using System.Buffers.Binary;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Fully connected layers on cores without products of pairs (Cortex-M0+, M3): four outputs at a time,
/// no working memory.</summary>
/// <param name="isForAll">For the host too, where the plain kernel is faster: that is how the form in C is tested.</param>
internal sealed class FullyConnectFours(bool isForAll = false) : ConvolutionRule
{
    private const int OutputsAtOnce = 4;
    private static readonly Kernel Whole = Kernel.Own("mnv2_fully_connected_fours_s8");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    public override ImmutableArray<Type> Served => [typeof(FullyConnected)];

    protected override bool Serves(KernelQuestion question) => question.Operator is FullyConnected;

    protected override KernelAnswer Answer(WindowGeometry window, FilterWeights weights, KernelQuestion question)
    {
        if (!isForAll && question.Target is not { HasDsp: false, HasMve: false, Core: not Core.Host })
            return KernelAnswer.No("it is for cores without the DSP extension");
        var constants = weights.Constants;
        var choice = new ChoiceBuilder(question);
        var factors = ChannelFactors.Of(constants, choice, isOne: !constants.IsPerChannel);
        choice.Call(
            Whole,
            FullyConnect.Parameters(window, constants),
            factors.Multiplier,
            factors.Shift,
            choice.Read(question.Operator.Input),
            choice.Constant(new ConstantRecipe(
                "fours",
                weights.Comment("for four outputs each: biases, weights as bytes from 0 on"),
                ElementType.Int32,
                Fours(weights) * BytesOfFour(weights),
                () => Pack(weights))),
            ChoiceBuilder.Write(question.Operator.Output));
        choice.PermitOverlap(question.Operator.Input, PixelOrder.DistanceBytes(window, pixelsAtOnce: 1));
        choice.Instructions = window.Input.Width * Cost(weights, question.Target.Core);
        return choice.Build();
    }

    /// <summary>Counted: 14 instructions of Armv6-M for a value and four weights; on Armv7-M those that gcc makes.</summary>
    private static long Cost(FilterWeights weights, Core core)
    {
        var (features, fours) = (Features(weights), Fours(weights));
        var (ofFour, ofOutput, ofSum) = core == Core.CortexM0Plus ? (60, 65, 5) : (42, 42, 4);
        return (features * ofSum) + (fours * (70 + (features / OutputsAtOnce * ofFour) + (features % OutputsAtOnce * 18)))
            + (weights.Channels * ofOutput);
    }

    private static int Features(FilterWeights weights) => weights.Filter.Shape.ElementCount / weights.Channels;

    private static int Fours(FilterWeights weights) => (weights.Channels + OutputsAtOnce - 1) / OutputsAtOnce;

    private static int BytesOfFour(FilterWeights weights) => OutputsAtOnce * (sizeof(int) + Features(weights));

    private static ReadOnlyMemory<byte> Pack(FilterWeights weights)
    {
        var source = weights.Filter.Data!.Value.Span;
        var features = Features(weights);
        var data = new byte[Fours(weights) * BytesOfFour(weights)];
        for (var c = 0; c < weights.Channels; c++)
        {
            var four = data.AsSpan(c / OutputsAtOnce * BytesOfFour(weights));
            var place = c % OutputsAtOnce;
            BinaryPrimitives.WriteInt32LittleEndian(four[(place * sizeof(int))..], weights.Folded[c]);
            for (var i = 0; i < features; i++)
                four[(OutputsAtOnce * (sizeof(int) + i)) + place] = (byte)(source[(c * features) + i] ^ 0x80);
        }

        return data;
    }
}
