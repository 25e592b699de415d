
namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>Which input positions an operator reads along one axis (rows or columns) for each output position.</summary>
/// <remarks>An element-wise operator is a window of size 1; PAD is a window of size 1 with padding.</remarks>
internal readonly record struct StreamAxis(int Size, int Stride, int Dilation, int PaddingBefore, int InputLength, int OutputLength)
{
    public static StreamAxis Elementwise(int length) => new(1, 1, 1, 0, length, length);

    public bool IsPixelwise => this is { Size: 1, Stride: 1, PaddingBefore: 0 } && InputLength == OutputLength;

    /// <summary>Inputs [0, result) must exist before output <paramref name="position"/> can be computed.</summary>
    public int RequiredLength(int position) =>
        Math.Clamp((position * Stride) - PaddingBefore + ((Size - 1) * Dilation) + 1, 0, InputLength);

    /// <summary>Inputs below the result are read by no output from <paramref name="position"/> on.</summary>
    public int FirstNeeded(int position) =>
        position >= OutputLength ? InputLength : Math.Clamp((position * Stride) - PaddingBefore, 0, InputLength);
}
