using System.Buffers.Binary;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>Packs what <c>mnv2_depthwise_convolve_3x3_s8</c> needs of a channel into one record.</summary>
internal static class Depthwise3x3Records
{
    private const int RecordBytes = 24;
    private const int Taps = 9;

    /// <summary>Whether the operator fits that kernel: see its prototype.</summary>
    public static bool Fit(DepthwiseConv2D op, WindowGeometry window, ConvolutionConstants constants, StepBuilder step) =>
        window.Window == new Size2D(3, 3)
        && window.Input.Channels == window.Output.Channels
        && constants.FilterOffset == 0
        && AccumulatorRange.AllowsScaleDown(step[op.Filter], BiasOf(op, step), constants, window.Output.Channels, channelsAreLast: true);

    public static ConstantArgument Pack(DepthwiseConv2D op, ConvolutionConstants constants, StepBuilder step)
    {
        var (filter, bias) = (step[op.Filter], BiasOf(op, step));
        var channels = filter.Shape.Channels;
        var folded = BiasFolding.Fold(filter, bias, constants, channels, channelsAreLast: true);
        var weights = filter.Data!.Value.Span;
        var data = new byte[channels * RecordBytes];
        for (var c = 0; c < channels; c++)
        {
            var record = data.AsSpan(c * RecordBytes, RecordBytes);
            BinaryPrimitives.WriteInt32LittleEndian(record, folded[c]);
            BinaryPrimitives.WriteInt32LittleEndian(record[4..], bias is null ? 0 : LittleEndian.Int32At(bias.Data!.Value, c));
            BinaryPrimitives.WriteInt32LittleEndian(record[8..], constants.Multipliers[c].MultiplierQ31);
            for (var t = 0; t < Taps; t++)
                record[12 + t] = weights[(t * channels) + c];
            record[12 + Taps] = (byte)(-constants.Multipliers[c].Shift - 1);
        }

        return step.Constant("channels", $"{filter.Shape}, {filter.Name}; for each channel: folded bias, bias, multiplier, 9 weights and the shift", ElementType.Int32, data);
    }

    private static Tensor? BiasOf(DepthwiseConv2D op, StepBuilder step) => op.Bias is { } b ? step[b] : null;
}
