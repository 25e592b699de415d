using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Options;

/// <summary>A camera in front of a network: <c>--input-format</c> and what belongs to it.</summary>
public sealed record CameraInput(CameraFormat Format)
{
    /// <summary><c>--input-size</c>; the network's own when null.</summary>
    public (int Width, int Height)? Size { get; init; }

    public ResizeMethod Resize { get; init; }

    public CropMode Crop { get; init; }

    /// <summary>The grey of a letterbox's bars, 0 to 255; what the network takes for 0 when null.</summary>
    public int? Bars { get; init; }

    /// <summary><c>--yuv-range limited</c>: luma from 16 to 235, colour from 16 to 240.</summary>
    public bool IsLimitedRange { get; init; }

    /// <summary>
    /// Which numbers pixels stand for. When null, stored values of a quantized input are pixels, and a float one has -1 to 1.
    /// </summary>
    public PixelMeaning? Meaning { get; init; }
}
