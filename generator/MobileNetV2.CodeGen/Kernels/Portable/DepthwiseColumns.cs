using System.Buffers.Binary;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Depthwise convolutions with a 3x3 window on vectors: a window is one dot product, eight channels are brought into order
/// for it at a time.</summary>
/// <param name="columnsAtOnce">So many columns of a row are in working memory.</param>
/// <param name="rowsAtOnce">Of outputs: two share what is brought into order, but are complete later.</param>
internal sealed class DepthwiseColumns(int columnsAtOnce, int rowsAtOnce) : DepthwiseRule
{
    private const int ChannelsAtOnce = 8;
    private const int OutputsAtOnce = 8;
    private const int WeightBytes = 12;
    private const int FactorBytes = 12;

    /// <summary>Distances of eight outputs are counted in 16 bits.</summary>
    private const int MostChannels = ushort.MaxValue / OutputsAtOnce;

    private const string File = "mnv2_depthwise_columns_3x3_s8.c";
    private static readonly string[] Unread = ["groups", "bias_is_folded", "kernel_width"];
    private static readonly Kernel Whole = Kernel.Own("mnv2_depthwise_columns_3x3_s8", File);
    private static readonly Kernel Row = Kernel.Own("mnv2_depthwise_columns_3x3_row_s8", File);
    private static readonly Kernel Pair = Kernel.Own("mnv2_depthwise_columns_3x3_pair_s8", File);

    /// <summary>The kernel for two rows is told where they are, but must know how far they are from each other.</summary>
    private static readonly string[] UnreadOfPair =
    [
        .. Unread, "batches", "input_height", "output_height", "kernel_height", "stride_height", "dilation_height", "dilation_width",
        "pad_top",
    ];

    protected override bool TakesRowPairs => rowsAtOnce > 1;

    protected override int DistanceBytes(WindowGeometry window) =>
        PixelOrder.DistanceBytes(window, Run(window, window.Output.Width), rowsAtOnce: rowsAtOnce);

    protected override string? WhyNot(WindowGeometry window, FilterWeights weights, KernelQuestion question) =>
        !question.Target.HasMve ? "it is for vectors of Helium"
        : window.Window != new Size2D(3, 3) ? "its window is not 3x3"
        : window.Stride.Width > 2 || !window.Dilation.IsOne ? "its stride is not 1 or 2, or it is dilated"
        : window.Input.Channels != window.Output.Channels ? "it has a depth multiplier"
        : window.Input.Channels is < ChannelsAtOnce or > MostChannels
            ? $"it has {window.Input.Channels} channels, not {ChannelsAtOnce} to {MostChannels}"
        : HasLargest(weights) ? "a weight is 255 above its zero point"
        : rowsAtOnce > 1 ? WhyNotRows(window, weights.Constants, question)
        : null;

    private string? WhyNotRows(WindowGeometry window, ConvolutionConstants constants, KernelQuestion question) =>
        (question.Form == KernelForm.Row && !question.IsOfRowPair) || window.Output.Height < rowsAtOnce ? "it has one row at a time"
        : window.Stride != Size2D.One ? "its stride is not 1: its rows share too little"
        : !IsAboveZero(constants) ? "its outputs have more limits than those of a ReLU"
        : ((long)window.Output.Width + 3) * window.Output.Channels > ushort.MaxValue ? "its rows are too long for 16 bits"
        : null;

    protected override void Call(WindowGeometry window, FilterWeights weights, KernelQuestion question, ChoiceBuilder choice) =>
        choice.Call(
        question.IsOfRowPair ? Pair : question.Form == KernelForm.Row ? Row : Whole,
        [
            ConvolutionParameters.Of(
                window, weights.Constants, groups: window.Input.Channels, HasNoLeftShift(weights.Constants),
                question.IsOfRowPair ? KernelForm.Tensor : question.Form, [.. question.IsOfRowPair ? UnreadOfPair : Unread]),
            choice.Constant(new ConstantRecipe(
                "channels",
                weights.Comment("for each channel: 9 weights by columns, folded bias, multiplier, shift"),
                ElementType.Int32,
                weights.Channels * RecordBytes(weights.Constants),
                () => Pack(weights))),
            choice.Read(question.Operator.Input),
            choice.Scratch(PlaneBytes(Run(window, TilePixels(window, question)), window) * ChannelsAtOnce),
            new IntegerArgument(Run(window, TilePixels(window, question))),
            .. question.Form == KernelForm.Row ? ImmutableArray<KernelArgument>.Empty : [new IntegerArgument(rowsAtOnce)],
            ChoiceBuilder.Write(question.Operator.Output),
            .. question.IsOfRowPair ? [] : choice.RowRange,
        ]);

    /// <summary>Counted in the assembly: columns are brought into order, then each channel is computed, eight outputs at once.</summary>
    protected override long Cost(WindowGeometry window, KernelQuestion question)
    {
        var constants = ConvolutionConstants.For(question.Tensors, (DepthwiseConv2D)question.Operator);
        var isAboveZero = IsAboveZero(constants);
        var tile = TilePixels(window, question);
        var most = Run(window, tile);
        var (runs, rest) = Math.DivRem(tile, most);
        var ofRow = (runs * CostOfRun(most)) + (rest > 0 ? CostOfRun(rest) : 0);
        var (groups, odd) = Math.DivRem(window.Output.Height, rowsAtOnce);
        return (long)window.Output.Batch * (groups + odd) * (window.Output.Width / tile) * (ofRow + 100);

        long CostOfRun(int outputs)
        {
            var eights = ((outputs * rowsAtOnce) + OutputsAtOnce - 1) / OutputsAtOnce;
            var eight = rowsAtOnce > 1 ? 31 : (window.Stride.Width == 1 ? 33 : 37) + (isAboveZero ? 0 : 25);
            var columns = ((outputs - 1) * window.Stride.Width) + 3;
            var groups = (window.Output.Channels + ChannelsAtOnce - 1) / ChannelsAtOnce;
            var interleaved = (rowsAtOnce > 1 ? 19 : 15) * columns;
            return 60L + (groups * (88L + interleaved + (ChannelsAtOnce * (20L + (eights * eight)))));
        }
    }

    private static int TilePixels(WindowGeometry window, KernelQuestion question) =>
        question.Form == KernelForm.Row && !question.IsOfRowPair ? question.TilePixels : window.Output.Width;

    /// <summary>Outputs of a row that are computed together.</summary>
    private int Run(WindowGeometry window, int pixels) => Math.Min(pixels, columnsAtOnce / window.Stride.Width);

    private static int PlaneBytes(int outputs, WindowGeometry window) =>
        ((((outputs + OutputsAtOnce - 1) / OutputsAtOnce * OutputsAtOnce) * window.Stride.Width) + 2) * sizeof(int);

    private static bool HasNoLeftShift(ConvolutionConstants constants) =>
        constants.Multipliers.All(m => m.Shift is >= -31 and <= 0 || m.MultiplierQ31 == 0);

    /// <summary>What the fastest form takes: nothing below the zero point, no shift to the left, symmetric weights.</summary>
    private static bool IsAboveZero(ConvolutionConstants constants) =>
        HasNoLeftShift(constants) && constants.FilterOffset == 0 && constants.OutputOffset == sbyte.MinValue
        && constants.Activation == ActivationRange.Of(ElementType.Int8);

    /// <summary>It is no sum of two bytes.</summary>
    private static bool HasLargest(FilterWeights weights) =>
        weights.Constants.FilterOffset == 128 && LittleEndian.Int8(weights.Filter.Data!.Value).Contains(sbyte.MaxValue);

    private static int RecordBytes(ConvolutionConstants constants) =>
        (IsAboveZero(constants) ? WeightBytes : 2 * WeightBytes) + FactorBytes;

    private static ReadOnlyMemory<byte> Pack(FilterWeights weights)
    {
        var (constants, bytes) = (weights.Constants, RecordBytes(weights.Constants));
        var source = LittleEndian.Int8(weights.Filter.Data!.Value);
        var data = new byte[weights.Channels * bytes];
        for (var c = 0; c < weights.Channels; c++)
        {
            var record = data.AsSpan(c * bytes, bytes);
            for (var tap = 0; tap < 9; tap++)
            {
                var weight = source[(tap * weights.Channels) + c] + constants.FilterOffset;
                var first = IsAboveZero(constants) ? weight : weight / 2;
                var place = (tap % 3 * sizeof(int)) + (tap / 3);
                record[place] = unchecked((byte)first);
                if (first != weight)
                    record[WeightBytes + place] = unchecked((byte)(weight - first));
            }

            var factors = record[^FactorBytes..];
            var (multiplier, shift) = constants.Multipliers[c];
            BinaryPrimitives.WriteInt32LittleEndian(factors, weights.Folded[c]);
            BinaryPrimitives.WriteInt32LittleEndian(factors[4..], multiplier);
            BinaryPrimitives.WriteInt32LittleEndian(factors[8..], ChannelBlocks.ShiftBytes(multiplier == 0 ? -1 : shift));
        }

        return data;
    }
}
