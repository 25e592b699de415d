using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>Estimated instructions of portable kernels: so many for each multiply-accumulate, so many for each output element.</summary>
/// <remarks>Rounded from instruction counts of emulated cores. For ranking plans and for reports; no bit depends on it.</remarks>
internal static class CostModel
{
    /// <param name="pixels">Computed two at a time; an odd one costs as much as two.</param>
    public static long Convolution(Target target, long macs, long outputs, long pixels)
    {
        var paired = macs + (macs / pixels * (pixels % 2));
        return target.HasMve ? Sum(paired, 0.135, outputs, 8.5)
            : target.HasDsp ? Sum(paired, 1.5, outputs, 36 + (9 * (macs / outputs % 4)))
            : Sum(paired, PerMac(target), outputs, 30);
    }

    /// <summary>One by one also where there are vectors: other kernels use those.</summary>
    public static long FullyConnected(Target target, long macs, long outputs) =>
        target.HasMve ? Sum(macs, 3.5, outputs, 50) : Sum(macs, target.HasDsp ? 1.6 : PerMac(target), outputs, 30);

    /// <summary>Channel by channel; on vectors other kernels are many times as fast.</summary>
    public static long Depthwise(Target target, long macs, long outputs) =>
        target.HasMve ? Sum(macs, 17, outputs, 40) : Sum(macs, PerMac(target) + 0.5, outputs, 35);

    public static long Pool(Target target, long taps, long outputs) =>
        target.HasMve ? Sum(taps, 6.5, outputs, 35)
        : target.Core == Core.CortexM0Plus ? Sum(taps, 9, outputs, 110)
        : Sum(taps, 7.4, outputs, 33);

    public static long Mean(Target target, long inputs, long outputs) =>
        target.HasMve ? Sum(inputs, 0.5, outputs, 35) : Sum(inputs, 7.4, outputs, 53);

    public static long Add(Target target, long elements) =>
        target.HasMve ? Sum(elements, 7.5, 0, 0) : elements * (target.Core == Core.CortexM0Plus ? 125 : target.HasDsp ? 49 : 60);

    /// <summary>Counted in the loop of two elements.</summary>
    public static long AddHalves(long elements) => 60 + (elements * 27 / 2);

    public static long Rescale(long elements) => elements * 25;

    /// <summary>Four products for each element.</summary>
    public static long Interpolate(long elements) => elements * 20;

    /// <summary>Of areas: a product for each pixel and channel that is touched, and a division.</summary>
    public static long Average(long taps, long elements) => Sum(taps, 6, elements, 25);

    /// <summary>Of a camera's format.</summary>
    public static long Convert(long pixels, CameraFormat format) => pixels * (format.IsBayer() ? 70 : format.IsYuv() ? 55 : 25);

    public static long Divide(long elements) => elements * 200;

    /// <summary>Four at a time where words may lie at any address.</summary>
    public static long FlipSign(Target target, long elements) =>
        target.Core == Core.CortexM0Plus ? elements * 5 : target.HasMve ? elements : elements * 5 / 4;

    public static long Lookup(long elements) => elements * 6;

    public static long Softmax(long elements) => elements * 330;

    public static long Move(long elements) => elements;

    /// <summary>Runs of bytes at any address: on vectors, word by word, or byte by byte where words may not lie anywhere.</summary>
    public static long CopyRun(Target target, long bytes) =>
        target.HasMve ? bytes / 4 : target.Core == Core.CortexM0Plus ? 3 * bytes : bytes * 3 / 4;

    /// <summary>A load each for weight and value, the multiplication, and their share of the loop.</summary>
    private static double PerMac(Target target) => target.Core switch
    {
        Core.CortexM0Plus => 4,
        Core.Host => 1,
        _ => 2.5,
    };

    private static long Sum(long macs, double perMac, long outputs, double perOutput) => (long)((macs * perMac) + (outputs * perOutput));
}
