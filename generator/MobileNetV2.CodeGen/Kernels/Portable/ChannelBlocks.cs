using System.Buffers.Binary;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Constants of a convolution in blocks of output channels, as the kernels on vectors of channels load them:
/// folded biases, multipliers and shifts of the block's channels as words, then their weights.</summary>
/// <remarks>The last block is filled up with channels whose weights are 0.</remarks>
internal sealed class ChannelBlocks
{
    /// <summary>What the kernels on blocks do not read of <c>mnv2_conv_params</c>.</summary>
    public static readonly ImmutableArray<string> Unread = ["groups", "bias_is_folded", "filter_offset"];

    private readonly int _channels;
    private readonly int _blockBytes;
    private readonly int _weightsAt;
    private readonly byte[] _data;

    /// <param name="order">Place of each channel of a block among the words.</param>
    /// <param name="weightBytes">Of one block.</param>
    /// <param name="weightsAreFirst">The words of a block lie behind its weights.</param>
    /// <param name="shiftWord">How a shift is written; as it is when not given.</param>
    public ChannelBlocks(
        ImmutableArray<int> folded,
        ConvolutionConstants constants,
        ImmutableArray<int> order,
        int weightBytes,
        bool weightsAreFirst = false,
        Func<int, int>? shiftWord = null)
    {
        _channels = order.Length;
        var tableBytes = 3 * sizeof(int) * _channels;
        _blockBytes = tableBytes + weightBytes;
        _weightsAt = weightsAreFirst ? 0 : tableBytes;
        var blocks = (folded.Length + _channels - 1) / _channels;
        _data = new byte[blocks * _blockBytes];
        for (var c = 0; c < blocks * _channels; c++)
        {
            var words = _data.AsSpan((c / _channels * _blockBytes) + (weightsAreFirst ? weightBytes : 0));
            var isChannel = c < folded.Length;
            Write(0, isChannel ? folded[c] : 0, words);
            Write(1, isChannel ? constants.Multipliers[c].MultiplierQ31 : 0, words);
            var shift = isChannel && constants.Multipliers[c].MultiplierQ31 != 0 ? constants.Multipliers[c].Shift : -1;
            Write(2, shiftWord?.Invoke(shift) ?? shift, words);

            void Write(int table, int value, Span<byte> to) =>
                BinaryPrimitives.WriteInt32LittleEndian(to[(((table * _channels) + order[c % _channels]) * sizeof(int))..], value);
        }
    }

    /// <summary>Whether all shifts in the blocks are -31 to -1. A channel that is multiplied by 0 may have any, and gets -1.</summary>
    public static bool ScalesDown(ConvolutionConstants constants) =>
        constants.Multipliers.All(m => m.Shift is >= -31 and <= -1 || m.MultiplierQ31 == 0);

    /// <summary>To the right, to the left, and what turns the sign into what makes ties go away from zero: nothing without a rounding
    /// shift.</summary>
    public static int ShiftBytes(int shift) =>
        (Math.Min(shift, 0) & 0xFF) | (Math.Max(shift, 0) << 8) | (((shift < 0 ? -31 : 32) & 0xFF) << 16);

    /// <summary>Of all blocks together.</summary>
    /// <param name="blockChannels">Channels of a block.</param>
    /// <param name="weightBytes">Of one block.</param>
    public static int SizeBytes(int channels, int blockChannels, int weightBytes) =>
        (channels + blockChannels - 1) / blockChannels * ((3 * sizeof(int) * blockChannels) + weightBytes);

    public ReadOnlyMemory<byte> Data => _data;

    /// <summary>The weights of the block that holds output channel <paramref name="channel"/>.</summary>
    public Span<byte> WeightsOf(int channel) =>
        _data.AsSpan((channel / _channels * _blockBytes) + _weightsAt, _blockBytes - (3 * sizeof(int) * _channels));
}
