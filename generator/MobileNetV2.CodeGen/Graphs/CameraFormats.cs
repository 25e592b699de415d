namespace MobileNetV2.CodeGen.Graphs;

/// <summary>Facts about <see cref="CameraFormat"/>.</summary>
public static class CameraFormats
{
    /// <summary>As typed on the command line and written in descriptions.</summary>
    public static string Name(this CameraFormat format) => format switch
    {
        CameraFormat.Rgb888 => "rgb888",
        CameraFormat.Bgr888 => "bgr888",
        CameraFormat.Rgb565 => "rgb565",
        CameraFormat.Rgb565BigEndian => "rgb565be",
        CameraFormat.Yuv422 => "yuv422",
        CameraFormat.Yuyv => "yuyv",
        CameraFormat.Yuv444 => "yuv444",
        CameraFormat.Nv12 => "nv12",
        CameraFormat.Grey8 => "grey8",
        CameraFormat.BayerRggb => "bayer-rggb",
        CameraFormat.BayerBggr => "bayer-bggr",
        CameraFormat.BayerGrbg => "bayer-grbg",
        CameraFormat.BayerGbrg => "bayer-gbrg",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    /// <summary>The bytes of a pixel, one after the other, in a few words for the author of a driver.</summary>
    public static string Bytes(this CameraFormat format) => format switch
    {
        CameraFormat.Rgb888 => "red, green, blue",
        CameraFormat.Bgr888 => "blue, green, red",
        CameraFormat.Rgb565 => "gggbbbbb rrrrrggg, the low byte of a little-endian uint16_t first",
        CameraFormat.Rgb565BigEndian => "rrrrrggg gggbbbbb, the high byte first",
        CameraFormat.Yuv422 => "U Y V Y for two pixels",
        CameraFormat.Yuyv => "Y U Y V for two pixels",
        CameraFormat.Yuv444 => "Y U V",
        CameraFormat.Nv12 => "a plane of Y, and one of U V for every 2x2 pixels",
        CameraFormat.Grey8 => "Y",
        CameraFormat.BayerRggb => "R G in even rows, G B in odd ones",
        CameraFormat.BayerBggr => "B G in even rows, G R in odd ones",
        CameraFormat.BayerGrbg => "G R in even rows, B G in odd ones",
        CameraFormat.BayerGbrg => "G B in even rows, R G in odd ones",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    /// <summary>Of one row and one plane.</summary>
    public static int BytesPerPixel(this CameraFormat format) => format switch
    {
        CameraFormat.Rgb888 or CameraFormat.Bgr888 or CameraFormat.Yuv444 => 3,
        CameraFormat.Rgb565 or CameraFormat.Rgb565BigEndian or CameraFormat.Yuv422 or CameraFormat.Yuyv => 2,
        _ => 1,
    };

    /// <summary>Luma and two differences of colour.</summary>
    public static bool IsYuv(this CameraFormat format) =>
        format is CameraFormat.Yuv422 or CameraFormat.Yuyv or CameraFormat.Yuv444 or CameraFormat.Nv12;

    /// <summary>Two neighbours of a row share their colour.</summary>
    public static bool IsPaired(this CameraFormat format) => format is CameraFormat.Yuv422 or CameraFormat.Yuyv;

    /// <summary>One colour for each pixel, the others from its neighbours.</summary>
    public static bool IsBayer(this CameraFormat format) => format >= CameraFormat.BayerRggb;
}
