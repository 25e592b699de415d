using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>Estimated instructions of portable kernels: so many for each multiply-accumulate, so many for each output element.</summary>
/// <remarks>Rounded from instruction counts of emulated cores. For ranking plans and for reports; no bit depends on it.</remarks>
internal static class CostModel
{
    /// <param name="pixels">Without vectors computed two at a time; an odd one costs as much as two.</param>
    public static long Convolution(Target target, long macs, long outputs, long pixels) =>
        target.HasMve ? Sum(macs, 0.15, outputs, 25)
        : target.HasDsp ? Sum(macs + (macs / pixels * (pixels % 2)), 1.15, outputs, 18)
        : Sum(macs + (macs / pixels * (pixels % 2)), PerMac(target), outputs, 30);

    public static long FullyConnected(Target target, long macs, long outputs) =>
        Sum(macs, target.HasMve ? 0.15 : target.HasDsp ? 1.6 : PerMac(target), outputs, 30);

    public static long Depthwise(Target target, long macs, long outputs) =>
        target.HasMve ? Sum(macs, 2, outputs, 5) : Sum(macs, PerMac(target) + 0.5, outputs, 35);

    public static long Pool(long taps, long outputs) => Sum(taps, 4, outputs, 20);

    public static long Add(long elements) => elements * 60;

    public static long Rescale(long elements) => elements * 25;

    public static long Softmax(long elements) => elements * 400;

    public static long Move(long elements) => elements;

    /// <summary>A load each for weight and value, the multiplication, and their share of the loop.</summary>
    private static double PerMac(Target target) => target.Core switch
    {
        Core.CortexM0Plus => 4,
        Core.Host => 1,
        _ => 2.5,
    };

    private static long Sum(long macs, double perMac, long outputs, double perOutput) => (long)((macs * perMac) + (outputs * perOutput));
}
