using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// What the filters of a convolution see, less the zero point: taps of one output pixel after the other, zeros outside the image.
/// </summary>
internal sealed class ByteWindows(
    Shape input, ElementType type, int offset, int outputHeight, Size2D window, Size2D stride, Size2D dilation, Padding2D padding,
    int depth)
{
    /// <summary>Taps of the windows of a row of pixels.</summary>
    /// <param name="row">Of the output, batches one after the other.</param>
    /// <param name="channel">The first of the input's channels that are seen.</param>
    /// <param name="taps">Room for <paramref name="pitch"/> taps of each pixel; what lies between two of them is left alone.</param>
    public void Fill(ReadOnlySpan<byte> image, int row, int channel, int width, Span<short> taps, int pitch)
    {
        var (batch, y) = Math.DivRem(row, outputHeight);
        var isOneRun = dilation.Width == 1 && depth == input.Channels;
        for (var x = 0; x < width; x++)
        {
            var left = (x * stride.Width) - padding.Left;
            for (var ky = 0; ky < window.Height; ky++)
            {
                var iy = (y * stride.Height) - padding.Top + (ky * dilation.Height);
                var line = taps.Slice((x * pitch) + (ky * window.Width * depth), window.Width * depth);
                if (iy < 0 || iy >= input.Height)
                    line.Clear();
                else if (isOneRun && left >= 0 && left + window.Width <= input.Width)
                    Widen(image.Slice(At(batch, iy, left), line.Length), line);
                else
                    Taps(image, batch, iy, left, channel, line);
            }
        }
    }

    /// <summary>Every byte plus the offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Widen(ReadOnlySpan<byte> bytes, Span<short> taps)
    {
        var (i, offsets) = (0, Vector256.Create((short)offset));
        for (; i <= bytes.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            var part = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(bytes), (nuint)i);
            var wide = type == ElementType.Int8
                ? Vector256.Create(Vector128.WidenLower(part.AsSByte()), Vector128.WidenUpper(part.AsSByte()))
                : Vector256.Create(Vector128.WidenLower(part), Vector128.WidenUpper(part)).AsInt16();
            (wide + offsets).CopyTo(taps[i..]);
        }

        for (; i < bytes.Length; i++)
            taps[i] = (short)((type == ElementType.Int8 ? unchecked((sbyte)bytes[i]) : bytes[i]) + offset);
    }

    private void Taps(ReadOnlySpan<byte> image, int batch, int y, int left, int channel, Span<short> line)
    {
        for (var kx = 0; kx < window.Width; kx++)
        {
            var x = left + (kx * dilation.Width);
            var tap = line.Slice(kx * depth, depth);
            if (x < 0 || x >= input.Width)
                tap.Clear();
            else
                Widen(image.Slice(At(batch, y, x) + channel, depth), tap);
        }
    }

    private int At(int batch, int y, int x) => ((((batch * input.Height) + y) * input.Width) + x) * input.Channels;
}
