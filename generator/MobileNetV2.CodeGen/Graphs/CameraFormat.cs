namespace MobileNetV2.CodeGen.Graphs;

/// <summary>How a camera's pixels lie in its bytes; docs/camera.md has each byte by byte.</summary>
public enum CameraFormat
{
    /// <summary>Red, green, blue.</summary>
    Rgb888,

    /// <summary>Blue, green, red.</summary>
    Bgr888,

    /// <summary>5 bits of red, 6 of green, 5 of blue from the highest bit down; the low byte first.</summary>
    Rgb565,

    /// <summary>The same with the high byte first, as sensors send it.</summary>
    Rgb565BigEndian,

    /// <summary>4:2:2 in the order U Y V Y (UYVY, as on CSI-2 and in BT.656).</summary>
    Yuv422,

    /// <summary>4:2:2 in the order Y U Y V (YUY2).</summary>
    Yuyv,

    /// <summary>Luma, U and V of every pixel.</summary>
    Yuv444,

    /// <summary>4:2:0: a plane of luma, and one of U and V for every 2x2 pixels.</summary>
    Nv12,

    /// <summary>Luma only.</summary>
    Grey8,

    /// <summary>A raw sensor: red and green in even rows, green and blue in odd ones.</summary>
    BayerRggb,

    /// <summary>A raw sensor: blue and green in even rows, green and red in odd ones.</summary>
    BayerBggr,

    /// <summary>A raw sensor: green and red in even rows, blue and green in odd ones.</summary>
    BayerGrbg,

    /// <summary>A raw sensor: green and blue in even rows, red and green in odd ones.</summary>
    BayerGbrg,
}
