using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>Estimated instructions of library calls: counts on emulated cores, rounded,
/// for each multiply-accumulate and each output element.</summary>
internal static class CmsisCosts
{
    public static long Convolution(Target target, long macs, WindowGeometry window)
    {
        var isPointwise = window.Window.IsOne && window.Padding.IsZero;
        var perMac = isPointwise ? Pick(target, 2.3, 1.4, 0.34) : Pick(target, 3.0, 2.6, 0.6);
        return Sum(macs, perMac, window.Output.ElementCount, Pick(target, 45, 41, 6)) + Call(target, macs, window);
    }

    public static long WideConvolution(Target target, long macs, long outputs) =>
        Sum(macs, Pick(target, 4, 2.6, 1.2), outputs, Pick(target, 60, 50, 30));

    /// <summary>
    /// What one call costs however few pixels it computes: without MVE the weights are summed again, and with it pixels are computed four
    /// at a time, the last ones at twice the price.
    /// </summary>
    private static long Call(Target target, long macs, WindowGeometry window)
    {
        var outputs = window.Output.Channels;
        var pixels = window.Output.ElementCount / outputs;
        return target.HasMve
            ? (long)(250 + (macs / pixels * (pixels % 4) * 0.34))
            : Sum(macs / pixels, Pick(target, 5, 3.3, 0), outputs, 40);
    }

    public static long Depthwise(Target target, long macs) => Sum(macs, Pick(target, 10, 8, 2.3), 0, 0);

    public static long FullyConnected(Target target, long macs, long outputs) => Sum(macs, Pick(target, 3, 2, 0.4), outputs, 40);

    public static long Add(Target target, long elements) => Sum(0, 0, elements, Pick(target, 90, 80, 14));

    public static long Extremum(Target target, long elements) => Sum(0, 0, elements, Pick(target, 8, 8, 0.5));

    public static long Transpose(long elements) => Sum(0, 0, elements, 20);

    public static long Pool(Target target, long taps, long outputs) => Sum(taps, Pick(target, 8, 5, 1), outputs, Pick(target, 30, 25, 15));

    private static double Pick(Target target, double plain, double dsp, double mve) =>
        target.HasMve ? mve : target.HasDsp ? dsp : plain;

    private static long Sum(long macs, double perMac, long outputs, double perOutput) => (long)((macs * perMac) + (outputs * perOutput));
}
