using System.Buffers.Binary;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Depthwise convolutions with a 3x3 window on cores with the DSP extension: four pixels times two channels.</summary>
/// <param name="hasScratch">Borders are computed by way of scratch, not of the stack, which has room for a few channels only.</param>
internal sealed class DepthwiseQuads(bool hasScratch) : DepthwiseRule
{
    private const int Taps = 9;
    private const int ChannelsAtOnce = 4;
    private const int RecordBytes = 84;
    private const int ScratchBytes = 992;

    /// <summary>The others are computed again and again.</summary>
    private const int LeastPixels = 3;

    private const string File = "mnv2_depthwise_quads_3x3_s8.c";
    private static readonly ImmutableArray<string> Unread =
    [
        "kernel_width", "dilation_width", "groups", "bias_is_folded", "scales_down", "filter_offset", "output_offset", "activation_min",
        "activation_max",
    ];

    private static readonly Kernel Whole = Kernel.Own("mnv2_depthwise_quads_3x3_s8", File);
    private static readonly Kernel Row = Kernel.Own("mnv2_depthwise_quads_3x3_row_s8", File);

    /// <summary>Of a channel of one value, and of those beyond the last; any that the kernel takes will do.</summary>
    private static readonly QuantizedMultiplier AnyFactor = new(1 << 30, -2);

    /// <summary>Channels in the order in which halves of words are multiplied.</summary>
    private static readonly ImmutableArray<int> Order = [0, 2, 1, 3];

    protected override int PixelsAtOnce => 4;

    /// <summary>At stride 2 the first pixels come nearest to what is still needed of an input that is overwritten:
    /// they are computed by themselves.</summary>
    protected override int DistanceBytes(WindowGeometry window) =>
        PixelOrder.DistanceBytes(window, PixelsAtOnce, groups: window.Stride.Width == 2 ? 1 : PixelsAtOnce);

    protected override string? WhyNot(WindowGeometry window, FilterWeights weights, KernelQuestion question)
    {
        var constants = weights.Constants;
        return !question.Target.HasDsp || question.Target.HasMve ? "it is for cores with the DSP extension and without vectors"
            : window.Window != new Size2D(3, 3) ? "its window is not 3x3"
            : window.Stride.Width > 2 || !window.Dilation.IsOne ? "its stride is not 1 or 2, or it is dilated"
            : window.Input.Channels != window.Output.Channels ? "it has a depth multiplier"
            : TilePixels(window, question) < LeastPixels
                ? $"its tiles have {TilePixels(window, question)} pixels, of which it computes {PixelsAtOnce} at once"
            : constants.FilterOffset != 0 ? "its weights have a zero point"
            : constants.OutputOffset != sbyte.MinValue || constants.Activation != ActivationRange.Of(ElementType.Int8)
                ? "its least output is not its zero point of -128"
            : Steep(constants.Multipliers) is { } steep ? $"channel {steep} is scaled by a quarter or more"
            : null;
    }

    protected override void Call(WindowGeometry window, FilterWeights weights, KernelQuestion question, ChoiceBuilder choice) =>
        choice.Call(
        question.Form == KernelForm.Row ? Row : Whole,
        [
            ConvolutionParameters.Of(window, weights.Constants, groups: window.Input.Channels, scalesDown: true, unread: Unread),
            choice.Constant(new ConstantRecipe(
                "channels",
                $"{weights.Filter.Shape}, {weights.Filter.Name}; for four channels each: folded biases, weights tap by tap, factors",
                ElementType.Int32,
                Records(weights.Channels) * RecordBytes,
                () => Pack(weights))),
            choice.Read(question.Operator.Input),
            choice.Scratch(hasScratch ? ScratchBytes : 0),
            ChoiceBuilder.Write(question.Operator.Output),
            .. choice.RowRange,
        ]);

    /// <summary>Counted in the assembly: 180 instructions for eight outputs, 10 more at stride 2;
    /// some 5 for each output that goes by way of scratch, more by way of the stack.</summary>
    protected override long Cost(WindowGeometry window, KernelQuestion question)
    {
        var (output, records) = (window.Output, Records(window.Output.Channels));
        var tile = TilePixels(window, question);
        var tiles = output.Width / tile;
        var quads = tiles * ((tile + PixelsAtOnce - 1) / PixelsAtOnce);
        var copiedQuads = Math.Min(quads, tile % PixelsAtOnce != 0
            ? tiles + (window.Padding.Left > 0 && tile > PixelsAtOnce ? 1 : 0)
            : (window.Padding.Left > 0 ? 1 : 0) + (window.Padding.Right > 0 ? 1 : 0));
        var copiedRows = Math.Min(output.Height, window.Padding.Top + window.Padding.Bottom);
        var copied = ((long)copiedRows * quads) + ((output.Height - copiedRows) * copiedQuads);
        var perRecord = window.Stride.Width == 1 ? 365L : 385L;
        var perCopy = hasScratch ? 95L : 250L;
        return output.Batch * (((long)output.Height * quads * (50 + (records * perRecord))) + (copied * records * perCopy));
    }

    private static int TilePixels(WindowGeometry window, KernelQuestion question) =>
        question.Form == KernelForm.Row ? question.TilePixels : window.Output.Width;

    private static int Records(int channels) => (channels + ChannelsAtOnce - 1) / ChannelsAtOnce;

    private static int? Steep(ImmutableArray<QuantizedMultiplier> factors)
    {
        for (var c = 0; c < factors.Length; c++)
        {
            if (factors[c].MultiplierQ31 != 0 && factors[c].Shift is < -31 or > -2)
                return c;
        }

        return null;
    }

    private static ReadOnlyMemory<byte> Pack(FilterWeights weights)
    {
        var source = weights.Filter.Data!.Value.Span;
        var data = new byte[Records(weights.Channels) * RecordBytes];
        for (var c = 0; c < Records(weights.Channels) * ChannelsAtOnce; c++)
        {
            var record = data.AsSpan(c / ChannelsAtOnce * RecordBytes, RecordBytes);
            var place = Order[c % ChannelsAtOnce];
            var factor = c < weights.Channels ? weights.Constants.Multipliers[c] : default;
            var isDead = factor.MultiplierQ31 == 0;
            if (isDead)
                factor = AnyFactor;
            BinaryPrimitives.WriteInt32LittleEndian(record[(place * sizeof(int))..], isDead ? 0 : weights.Folded[c]);
            for (var tap = 0; tap < Taps && !isDead; tap++)
                record[(ChannelsAtOnce * (sizeof(int) + tap)) + (c % ChannelsAtOnce)] = source[(tap * weights.Channels) + c];
            var factors = record[((ChannelsAtOnce + Taps + (2 * place)) * sizeof(int))..];
            BinaryPrimitives.WriteInt32LittleEndian(factors, unchecked(2 * factor.MultiplierQ31));
            BinaryPrimitives.WriteInt32LittleEndian(factors[sizeof(int)..], 1 << (32 + factor.Shift));
        }

        return data;
    }
}
