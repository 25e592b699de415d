using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>DEPTHWISE_CONV_2D with a filter for each channel, eight channels at a time.</summary>
internal sealed class PreparedDepthwise : PreparedOperator
{
    private const int Lanes = ChannelFactors.Lanes;
    private readonly DepthwiseConv2D _op;
    private readonly ChannelFactors _factors;
    private readonly Shape _input;
    private readonly Shape _output;
    private readonly Size2D _window;
    private readonly int _padded;
    private readonly int[] _weights;
    private readonly int[] _bias;
    private readonly bool _isSigned;
    private readonly int _offset;

    public PreparedDepthwise(Graph graph, DepthwiseConv2D op)
    {
        var constants = ConvolutionConstants.For(graph, op);
        (_op, _offset, _isSigned) = (op, constants.InputOffset, graph[op.Input].Type == ElementType.Int8);
        (_input, _output, _window) = (graph[op.Input].Shape, graph[op.Output].Shape, graph[op.Filter].Shape.Extent);
        _factors = new(constants.Multipliers.AsSpan(), constants.OutputOffset, constants.Activation);
        var channels = _output.Channels;
        _padded = (channels + Lanes - 1) / Lanes * Lanes;
        _bias = new int[_padded];
        TensorValues.BiasOf(graph, op.Bias, channels).CopyTo(_bias, 0);
        var weights = Elements.Widen(graph[op.Filter].Data!.Value.Span, graph[op.Filter].Type, constants.FilterOffset);
        _weights = new int[_window.Height * _window.Width * _padded];
        for (var i = 0; i < weights.Length; i++)
            _weights[(i / channels * _padded) + (i % channels)] = weights[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(TensorValues values)
    {
        var result = values.Write(_op.Output);
        var image = values.Read(_op.Input);
        for (var row = 0; row < _output.Batch * _output.Height; row++)
        {
            var (batch, y) = Math.DivRem(row, _output.Height);
            var rows = Taps(y, _op.Stride.Height, _op.Padding.Top, _op.Dilation.Height, _window.Height, _input.Height);
            var top = (batch * _input.Height) + (y * _op.Stride.Height) - _op.Padding.Top + (rows.From * _op.Dilation.Height);
            for (var x = 0; x < _output.Width; x++)
            {
                var columns = Taps(x, _op.Stride.Width, _op.Padding.Left, _op.Dilation.Width, _window.Width, _input.Width);
                var left = (x * _op.Stride.Width) - _op.Padding.Left + (columns.From * _op.Dilation.Width);
                var target = result.AsSpan(((row * _output.Width) + x) * _output.Channels, _output.Channels);
                if (rows.To == rows.From || columns.To == columns.From)
                    Pixel(default, default, default, target);
                else
                    Pixel(image[(((top * _input.Width) + left) * _output.Channels)..], rows, columns, target);
            }
        }
    }

    /// <param name="image">From the first pixel of the taps on.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pixel(ReadOnlySpan<byte> image, (int From, int To) rows, (int From, int To) columns, Span<byte> target)
    {
        var (height, width) = (rows.To - rows.From, columns.To - columns.From);
        var (down, across) = (_op.Dilation.Height * _input.Width * target.Length, _op.Dilation.Width * target.Length);
        ref var weights = ref Unsafe.Add(
            ref MemoryMarshal.GetArrayDataReference(_weights), ((rows.From * _window.Width) + columns.From) * _padded);
        var offset = Vector256.Create(_offset);
        if (height > 0)
            _ = image[..(((height - 1) * down) + ((width - 1) * across) + target.Length)];
        for (var c = 0; c < target.Length; c += Lanes)
        {
            var count = Math.Min(Lanes, target.Length - c);
            var sums = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_bias), (nuint)c);
            unchecked
            {
                for (var ky = 0; ky < height; ky++)
                {
                    ref var pixels = ref Unsafe.Add(ref MemoryMarshal.GetReference(image), (ky * down) + c);
                    ref var w = ref Unsafe.Add(ref weights, (ky * _window.Width * _padded) + c);
                    for (var kx = 0; kx < width; kx++)
                    {
                        sums += (Widened(Load(ref pixels, count)) + offset) * Vector256.LoadUnsafe(ref w);
                        pixels = ref Unsafe.Add(ref pixels, across);
                        w = ref Unsafe.Add(ref w, _padded);
                    }
                }
            }

            _factors.Finish(sums, c, target[c..]);
        }
    }

    /// <summary>The next eight bytes, or as many as there are of this pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(ref byte pixels, int count)
    {
        if (count == Lanes)
            return Unsafe.ReadUnaligned<ulong>(ref pixels);
        var bytes = 0UL;
        for (var i = 0; i < count; i++)
            bytes |= (ulong)Unsafe.Add(ref pixels, i) << (8 * i);
        return bytes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<int> Widened(ulong bytes) => _isSigned
        ? Avx2.ConvertToVector256Int32(Vector128.CreateScalar(bytes).AsSByte())
        : Avx2.ConvertToVector256Int32(Vector128.CreateScalar(bytes).AsByte());

    /// <summary>The taps that lie inside the image.</summary>
    private static (int From, int To) Taps(int at, int stride, int padding, int dilation, int window, int length)
    {
        var first = (at * stride) - padding;
        var from = first >= 0 ? 0 : (-first + dilation - 1) / dilation;
        var to = first >= length ? 0 : Math.Min(window, ((length - 1 - first) / dilation) + 1);
        return (from, Math.Max(from, to));
    }
}
