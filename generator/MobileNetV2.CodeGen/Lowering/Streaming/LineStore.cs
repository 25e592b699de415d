using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>Where the pixels of a tensor are while a stream runs: pixel i (raster order) is at <c>i % RingPixels</c> of a buffer.</summary>
/// <param name="RingPixels">All pixels of the tensor when it is stored whole.</param>
/// <param name="SlackPixels">The ring's first pixels are repeated behind its end, so that a tile or window is never split;
/// 0 when none is.</param>
internal sealed record LineStore(
    TensorId Tensor,
    BufferId Buffer,
    int OffsetBytes,
    int Height,
    int Width,
    int PixelBytes,
    int RingPixels,
    int SlackPixels)
{
    public bool IsWhole => RingPixels == Height * Width;

    public int SizeBytes => checked((RingPixels + SlackPixels) * PixelBytes);
}
