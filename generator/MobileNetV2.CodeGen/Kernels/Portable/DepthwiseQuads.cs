using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Depthwise convolutions with a 3x3 window on cores with the DSP extension: four pixels times two channels, or one times
/// four.</summary>
/// <param name="hasScratch">Borders are computed by way of scratch, not of the stack, which has room for a few channels only.</param>
internal sealed class DepthwiseQuads(bool hasScratch) : DepthwiseRule
{
    private const int Taps = 9;
    private const int ChannelsAtOnce = 4;
    private const int RecordBytes = 84;
    private const int ScratchBytes = 992;

    /// <summary>So many fit into scratch.</summary>
    private const int CopiedChannels = 32;

    /// <summary>So many behind the last four are computed as four; fewer one by one.</summary>
    private const int LeastPixels = 3;

    private const string File = "mnv2_depthwise_quads_3x3_s8.c";

    /// <summary>The kernel for rows does not read these.</summary>
    private static readonly ImmutableArray<string> OfWholeTensors =
        ["batches", "input_height", "output_height", "output_width", "kernel_height", "stride_height", "pad_top"];

    private static readonly Kernel Whole = Kernel.Own("mnv2_depthwise_quads_3x3_s8", File);
    private static readonly Kernel Row = Kernel.Own("mnv2_depthwise_quads_3x3_row_s8", File);

    /// <summary>Of a channel of one value, and of those beyond the last: whatever the offset of the weights adds up to becomes 0.</summary>
    private static readonly QuantizedMultiplier DeadFactor = new(1 << 30, -31);

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
            : !FitsParameters(window) ? $"a size of it is more than {short.MaxValue}, or a stride or its padding more than {sbyte.MaxValue}"
            : constants.OutputOffset != sbyte.MinValue || constants.Activation != ActivationRange.Of(ElementType.Int8)
                ? "its least output is not its zero point of -128"
            : WhyNotScaled(weights);
    }

    protected override void Call(WindowGeometry window, FilterWeights weights, KernelQuestion question, ChoiceBuilder choice) =>
        choice.Call(
        question.Form == KernelForm.Row ? Row : Whole,
        [
            Parameters(window, weights.Constants, question.Form),
            choice.Constant(new ConstantRecipe(
                "channels",
                weights.Comment("for four channels each: folded biases, weights tap by tap, factors"),
                ElementType.Int32,
                Records(weights.Channels) * RecordBytes,
                () => Pack(weights))),
            choice.Read(question.Operator.Input),
            choice.Scratch(hasScratch ? ScratchBytes : 0),
            ChoiceBuilder.Write(question.Operator.Output),
            .. choice.RowRange,
        ]);

    private static StructArgument Parameters(WindowGeometry window, ConvolutionConstants constants, KernelForm form)
    {
        var fields = StructFields.Of(
            ("batches", window.Input.Batch),
            ("input_height", window.Input.Height),
            ("input_width", window.Input.Width),
            ("channels", window.Input.Channels),
            ("output_height", window.Output.Height),
            ("output_width", window.Output.Width),
            ("kernel_height", window.Window.Height),
            ("stride_height", window.Stride.Height),
            ("stride_width", window.Stride.Width),
            ("pad_top", window.Padding.Top),
            ("pad_left", window.Padding.Left),
            ("input_zero_point", -constants.InputOffset),
            ("filter_offset", FilterOffset(constants)));
        return new(
            "mnv2_depthwise_3x3_params", "params", [.. fields.Where(f => form != KernelForm.Row || !OfWholeTensors.Contains(f.Name))]);
    }

    private static bool FitsParameters(WindowGeometry window) =>
        Math.Max(window.Input.Dimensions.Max(), window.Output.Dimensions.Max()) <= short.MaxValue
        && Math.Max(window.Stride.Height, Math.Max(window.Padding.Top, window.Padding.Left)) <= sbyte.MaxValue;

    /// <summary>Counted in the assembly, 183 instructions for eight outputs of four pixels and 24 more at stride 2, 132 for four of one;
    /// what is around it, and copies of pixels at borders, fitted to counts of emulated cores.</summary>
    protected override long Cost(WindowGeometry window, KernelQuestion question)
    {
        var output = window.Output;
        var tile = TilePixels(window, question);
        var tiles = output.Width / tile;
        var rest = tile % PixelsAtOnce;
        var quads = (tile / PixelsAtOnce) + (rest == LeastPixels ? 1 : 0);
        var pixels = rest == LeastPixels ? 0 : rest;
        var reachesRight = Reaches(output.Width, window.Padding.Left, window.Input.Width);
        // At the left border, at the right one, and where a quad has a pixel too few.
        var copiedPixels = pixels == 0 ? 0 : (tile < PixelsAtOnce && window.Padding.Left > 0 ? 1 : 0) + (reachesRight ? 1 : 0);
        var copiedQuads = Math.Min(tiles * quads,
            (rest == LeastPixels ? tiles : reachesRight && pixels == 0 ? 1 : 0)
            + (window.Padding.Left > 0 && tile > LeastPixels ? 1 : 0));
        var copiedRows = Math.Min(output.Height,
            (window.Padding.Top > 0 ? 1 : 0) + (Reaches(output.Height, window.Padding.Top, window.Input.Height) ? 1 : 0));
        // The first pixels of a tensor at stride 2 are computed by themselves.
        var first = question.Form == KernelForm.Row || window.Stride.Width == 1 ? 0 : 3;
        var ofQuads = CostOfPlaces(window, PixelsAtOnce, quads * tiles, Math.Min(quads * tiles, copiedQuads), copiedRows);
        var ofPixels = CostOfPlaces(window, 1, pixels * tiles, Math.Min(pixels * tiles, copiedPixels), copiedRows);
        return output.Batch * (ofQuads + ofPixels + (first * (CostOfPlace(window, 1) + CostOfCopies(window, 1))));

        // Into the padding behind the last row or column.
        bool Reaches(int outputs, int before, int inputs) => ((outputs - 1) * window.Stride.Width) + 3 - before > inputs;
    }

    /// <summary>Of all rows, so many places each of which some are copied, all of them in the first and last rows.</summary>
    private long CostOfPlaces(WindowGeometry window, int pixels, long places, long copied, long copiedRows)
    {
        var rows = window.Output.Height;
        var allCopied = (copiedRows * places) + ((rows - copiedRows) * copied);
        // The last four channels, where they begin earlier.
        var rest = window.Output.Channels % ChannelsAtOnce == 0 ? 0
            : window.Output.Channels < ChannelsAtOnce ? CostOfCopies(window, pixels)
            : 60;
        return (rows * places * CostOfPlace(window, pixels)) + (allCopied * CostOfCopies(window, pixels))
            + (((rows * places) - allCopied) * rest);
    }

    private static long CostOfPlace(WindowGeometry window, int pixels) =>
        95 + (Records(window.Output.Channels) * (pixels == 1 ? 132L : window.Stride.Width == 1 ? 366L : 414L));

    /// <summary>Four pixels or one, by way of scratch or of the stack.</summary>
    private long CostOfCopies(WindowGeometry window, int pixels)
    {
        var channels = window.Output.Channels;
        var copied = (3 * (((pixels - 1) * window.Stride.Width) + 3)) + pixels;
        var step = hasScratch ? CopiedChannels : ChannelsAtOnce;
        // The channels that fit are copied at once; fewer than four byte by byte.
        var parts = (channels + step - 1) / step;
        var ofPixel = channels < ChannelsAtOnce ? 24 + (6L * channels)
            : hasScratch ? (20L * (channels / step)) + (channels % step == 0 ? 0 : 28)
            : 14L * parts;
        return 130 + (copied * step / 4) + (parts * 220L) + (copied * ofPixel);
    }

    private static int TilePixels(WindowGeometry window, KernelQuestion question) =>
        question.Form == KernelForm.Row ? question.TilePixels : window.Output.Width;

    /// <summary>The last record begins earlier where there are not four channels left.</summary>
    private static int ChannelOf(int slot, int channels) =>
        slot < channels / ChannelsAtOnce * ChannelsAtOnce || channels < ChannelsAtOnce ? slot
        : channels - ChannelsAtOnce + (slot % ChannelsAtOnce);

    private static int Records(int channels) => (channels + ChannelsAtOnce - 1) / ChannelsAtOnce;

    /// <summary>
    /// A shift to the right by one bit would need the factor 2^31, which is no int32. Minus that factor is one: such a channel computes
    /// minus its sums, from minus its weights and bias.
    /// </summary>
    private static bool IsNegated(QuantizedMultiplier factor) => factor is { MultiplierQ31: not 0, Shift: -1 };

    /// <summary>Minus the zero point of the weights, or the zero point where the channels are negated: with a zero point all have one
    /// scale.</summary>
    private static int FilterOffset(ConvolutionConstants constants) =>
        IsNegated(constants.Multipliers[0]) ? -constants.FilterOffset : constants.FilterOffset;

    private static int SignOf(QuantizedMultiplier factor) => IsNegated(factor) ? -1 : 1;

    /// <summary>The weight that the kernel adds its offset to.</summary>
    private static int StoredWeight(FilterWeights weights, int channel, int tap)
    {
        var constants = weights.Constants;
        var weight = unchecked((sbyte)weights.Filter.Data!.Value.Span[(tap * weights.Channels) + channel]) + constants.FilterOffset;
        return (SignOf(constants.Multipliers[channel]) * weight) - FilterOffset(constants);
    }

    private static string? WhyNotScaled(FilterWeights weights)
    {
        for (var c = 0; c < weights.Channels; c++)
        {
            var factor = weights.Constants.Multipliers[c];
            if (factor.MultiplierQ31 == 0)
                continue;
            if (factor.Shift is < -31 or > -1)
                return $"channel {c} is scaled by a half or more";
            if (Enumerable.Range(0, Taps).Any(t => StoredWeight(weights, c, t) is < sbyte.MinValue or > sbyte.MaxValue))
                return $"channel {c} is scaled by a quarter or more, and a weight of it is the least of its type";
            if (IsNegated(factor) && MayBeTie(weights, c))
                return $"channel {c} is scaled by a quarter or more, and sums of it may be halfway between two results";
        }

        return null;
    }

    /// <summary>Whether the product of some sum and the multiplier may be halfway between two integers, which are rounded upwards: of minus
    /// the sum that would be the other one.</summary>
    private static bool MayBeTie(FilterWeights weights, int channel)
    {
        var constants = weights.Constants;
        var largest = Math.Abs((long)weights.Folded[channel]);
        for (var tap = 0; tap < Taps; tap++)
            largest += 128L * Math.Abs(StoredWeight(weights, channel, tap) + FilterOffset(constants));
        return largest >> (31 - BitOperations.TrailingZeroCount(2L * constants.Multipliers[channel].MultiplierQ31)) > 0;
    }

    private static ReadOnlyMemory<byte> Pack(FilterWeights weights)
    {
        var data = new byte[Records(weights.Channels) * RecordBytes];
        for (var slot = 0; slot < Records(weights.Channels) * ChannelsAtOnce; slot++)
        {
            var record = data.AsSpan(slot / ChannelsAtOnce * RecordBytes, RecordBytes);
            var place = Order[slot % ChannelsAtOnce];
            var c = ChannelOf(slot, weights.Channels);
            var factor = c < weights.Channels ? weights.Constants.Multipliers[c] : default;
            var isDead = factor.MultiplierQ31 == 0;
            if (isDead)
                factor = DeadFactor;
            BinaryPrimitives.WriteInt32LittleEndian(
                record[(place * sizeof(int))..], isDead ? 0 : unchecked(SignOf(factor) * weights.Folded[c]));
            for (var tap = 0; tap < Taps && !isDead; tap++)
                record[(ChannelsAtOnce * (sizeof(int) + tap)) + (slot % ChannelsAtOnce)] = unchecked((byte)StoredWeight(weights, c, tap));
            var factors = record[((ChannelsAtOnce + Taps + (2 * place)) * sizeof(int))..];
            BinaryPrimitives.WriteInt32LittleEndian(factors, unchecked(2 * factor.MultiplierQ31));
            BinaryPrimitives.WriteInt32LittleEndian(factors[sizeof(int)..], 1 << (32 + factor.Shift));
        }

        return data;
    }
}
