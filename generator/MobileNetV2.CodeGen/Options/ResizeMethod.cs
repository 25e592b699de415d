namespace MobileNetV2.CodeGen.Options;

/// <summary><c>--resize</c>: how a camera's picture gets the network's size.</summary>
public enum ResizeMethod
{
    /// <summary>Between the four nearest pixels: RESIZE_BILINEAR with half-pixel centers.</summary>
    Bilinear,

    /// <summary>The nearest pixel; the others are not even converted.</summary>
    Nearest,

    /// <summary>The mean of the area that a pixel covers: for pictures that shrink to half and less.</summary>
    Area,
}
