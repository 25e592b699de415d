using System.Buffers.Binary;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Depthwise convolutions with a 3x3 window: what the kernel needs of a channel is one record.</summary>
internal sealed class Depthwise3x3 : DepthwiseRule
{
    private const int RecordBytes = 24;
    private const int Taps = 9;
    private const string File = "mnv2_depthwise_convolve_3x3_s8.c";
    private static readonly ImmutableArray<string> Unread = ["kernel_width", "groups", "bias_is_folded", "scales_down", "filter_offset"];
    private static readonly Kernel Whole = Kernel.Own("mnv2_depthwise_convolve_3x3_s8", File);
    private static readonly Kernel Row = Kernel.Own("mnv2_depthwise_convolve_3x3_row_s8", File);

    protected override string? WhyNot(WindowGeometry window, FilterWeights weights, KernelQuestion question) =>
        window.Window != new Size2D(3, 3) ? "its window is not 3x3"
        : window.Input.Channels != window.Output.Channels ? "it has a depth multiplier"
        : weights.Constants.FilterOffset != 0 ? "its weights have a zero point"
        : !weights.AllowsScaleDown ? "its sums may be too large to be scaled in 32 bits"
        : null;

    protected override void Call(WindowGeometry window, FilterWeights weights, KernelQuestion question, ChoiceBuilder choice) =>
        choice.Call(
        question.Form == KernelForm.Row ? Row : Whole,
        [
            ConvolutionParameters.Of(window, weights.Constants, groups: window.Input.Channels, scalesDown: true, question.Form,
                question.Form == KernelForm.Row ? [.. Unread, "kernel_height"] : Unread),
            choice.Constant(new ConstantRecipe(
                "channels",
                weights.Comment("for each channel: folded bias, bias, multiplier, 9 weights and the shift"),
                ElementType.Int32,
                weights.Channels * RecordBytes,
                () => Pack(weights))),
            choice.Read(question.Operator.Input),
            ChoiceBuilder.Write(question.Operator.Output),
            .. choice.RowRange,
        ]);

    protected override long Cost(WindowGeometry window, KernelQuestion question) => question.Target switch
    {
        { HasMve: false, HasDsp: false, Core: Core.CortexM0Plus } => Cost(window, question, ofPair: 150, ofOne: 115, ofBorder: 135),
        { HasMve: false, HasDsp: false, Core: Core.CortexM3 } => Cost(window, question, ofPair: 68, ofOne: 51, ofBorder: 72),
        _ => base.Cost(window, question),
    };

    /// <summary>Instructions of a channel: of two neighbouring pixels in the assembly, of one,
    /// and of one with taps in the padding.</summary>
    private static long Cost(WindowGeometry window, KernelQuestion question, int ofPair, int ofOne, int ofBorder)
    {
        const int Call = 90;
        var (output, tile) = (window.Output, question.Form == KernelForm.Row ? question.TilePixels : window.Output.Width);
        var rows = Inside(output.Height, window.Input.Height, window.Stride.Height, window.Dilation.Height, window.Padding.Top);
        var columns = Inside(output.Width, window.Input.Width, window.Stride.Width, window.Dilation.Width, window.Padding.Left);
        // A tile between others has no border, one at an end of the row begins or ends with it.
        var pairs = window.Stride.Width == 1 && window.Dilation.Width == 1
            ? tile == output.Width ? columns / 2 : columns / tile * (tile / 2)
            : 0;
        var ones = columns - (2 * pairs);
        var borders = (output.Height * output.Width) - (rows * columns);
        var calls = (rows * (pairs + ones)) + borders;
        return output.Batch * ((calls * Call)
            + (output.Channels * ((rows * (((long)pairs * ofPair) + (ones * ofOne))) + ((long)borders * ofBorder))));
    }

    /// <summary>So many windows reach no padding.</summary>
    private static int Inside(int outputs, int inputs, int stride, int dilation, int padding)
    {
        var first = (padding + stride - 1) / stride;
        var end = (inputs - (2 * dilation) - 1 + padding) / stride;
        return Math.Clamp(Math.Min(end, outputs - 1) - first + 1, 0, outputs);
    }

    private static ReadOnlyMemory<byte> Pack(FilterWeights weights)
    {
        var (channels, bias, factors) = (weights.Channels, weights.Bias, weights.Constants.Multipliers);
        var source = weights.Filter.Data!.Value.Span;
        var data = new byte[channels * RecordBytes];
        for (var c = 0; c < channels; c++)
        {
            var record = data.AsSpan(c * RecordBytes, RecordBytes);
            BinaryPrimitives.WriteInt32LittleEndian(record, weights.Folded[c]);
            BinaryPrimitives.WriteInt32LittleEndian(record[4..], bias is null ? 0 : LittleEndian.Int32At(bias.Data!.Value, c));
            BinaryPrimitives.WriteInt32LittleEndian(record[8..], factors[c].MultiplierQ31);
            for (var t = 0; t < Taps; t++)
                record[12 + t] = source[(t * channels) + c];
            record[12 + Taps] = (byte)(-factors[c].Shift - 1);
        }

        return data;
    }
}
