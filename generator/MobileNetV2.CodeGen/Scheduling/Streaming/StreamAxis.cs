
namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>Which input positions an operator reads along one axis (rows or columns) for each output position.</summary>
/// <remarks>An element-wise operator is a window of size 1; PAD is a window of size 1 with padding.
/// Operators that enlarge have a divisor.</remarks>
internal readonly record struct StreamAxis(
    int Size, int Stride, int Dilation, int PaddingBefore, int InputLength, int OutputLength, int Divisor = 1)
{
    public static StreamAxis Elementwise(int length) => new(1, 1, 1, 0, length, length);

    /// <summary>Every output position may read any input position.</summary>
    public static StreamAxis Whole(int input, int output) => new(input, 0, 1, 0, input, output);

    public bool IsPixelwise => this is { Size: 1, Stride: 1, PaddingBefore: 0, Divisor: 1 } && InputLength == OutputLength;

    /// <summary>Where the window of output <paramref name="position"/> begins; negative in the padding.</summary>
    public long First(int position)
    {
        var at = ((long)position * Stride) - PaddingBefore;
        return at >= 0 ? at / Divisor : -((Divisor - 1 - at) / Divisor);
    }

    /// <summary>The inputs that output <paramref name="position"/> reads, padding left out.</summary>
    public IEnumerable<int> Reads(int position)
    {
        var origin = First(position);
        for (var k = origin >= 0 ? 0 : (-origin + Dilation - 1) / Dilation; k < Size && origin + (k * Dilation) < InputLength; k++)
            yield return (int)(origin + (k * Dilation));
    }

    /// <summary>Neighbouring inputs that hold the windows of <paramref name="outputs"/> neighbours, wherever those are.</summary>
    public int Span(int outputs) => (int)Math.Min(InputLength, ((outputs - 1L) * Stride) + ((Size - 1L) * Dilation) + 1);

    /// <summary>Inputs at the end of a window, or of those of some neighbours, that the next window reads again or that lie between
    /// such; 0 or less when windows that follow each other share none.</summary>
    public int SharedByNeighbours => ((Size - 1) * Dilation) + 1 - Stride;

    /// <summary>Inputs [0, result) must exist before output <paramref name="position"/> can be computed.</summary>
    public int RequiredLength(int position) =>
        (int)Math.Clamp(First(position) + ((Size - 1L) * Dilation) + 1, 0, InputLength);

    /// <summary>Inputs below the result are read by no output from <paramref name="position"/> on.</summary>
    public int FirstNeeded(int position) =>
        position >= OutputLength ? InputLength : (int)Math.Clamp(First(position), 0, InputLength);
}
