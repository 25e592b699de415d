namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>A line buffer: pixel i of the tensor (raster order) is at <c>i % Pixels</c>.</summary>
/// <param name="SlackPixels">The ring's first pixels are repeated behind its end, so that no tile or window is ever split;
/// 0 when none would be.</param>
internal readonly record struct LineRing(int Pixels, int SlackPixels)
{
    /// <summary>Pixels of memory.</summary>
    public int TotalPixels => Pixels + SlackPixels;
}
