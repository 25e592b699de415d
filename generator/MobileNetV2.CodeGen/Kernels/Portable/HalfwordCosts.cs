using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Instructions of <see cref="ConvolveHalfwords"/>, counted in the assembly; those of expanding and gathering
/// windows measured.</summary>
internal sealed class HalfwordCosts(WindowGeometry window, FilterWeights weights, Core core)
{
    private readonly bool _isArmv6M = core == Core.CortexM0Plus;
    private readonly int _taps = window.Taps;

    /// <summary>No output is less than the zero point of -128, so that half of them need no product on Armv6-M.</summary>
    private readonly bool _isAboveZero =
        weights.Constants.OutputOffset == sbyte.MinValue && weights.Constants.Activation == ActivationRange.Of(ElementType.Int8);

    /// <summary>Where channels come in fours, a window is expanded from the rows themselves; only what lies in the padding
    /// must be somewhere.</summary>
    public static bool IsReadInPlace(WindowGeometry window) => window.Input.Channels % HalfwordChannels.TapsAtOnce == 0;

    /// <param name="row">Pixels that one call computes of a row.</param>
    public long Of(int row, int pixelsAtOnce)
    {
        var rows = window.Output.ElementCount / window.Output.Channels / row;
        var (groups, rest) = (row / pixelsAtOnce, row % pixelsAtOnce);
        return rows * (60 + (groups * OfGroup(pixelsAtOnce)) + (rest > 0 ? OfGroup(rest + (rest % 2)) : 0));
    }

    private long OfGroup(int pixels)
    {
        var fours = HalfwordChannels.Filled(_taps) / HalfwordChannels.TapsAtOnce;
        var loop = (fours * OfFour(pixels)) + ((fours + 1) / 2 * 3);
        var corrections = weights.Halfwords.Corrections * (_isArmv6M ? 7 + (5 * pixels) : 6 + (5 * pixels / 2));
        return 200 + OfWindows(pixels) + (window.Output.Channels * (loop + OfResults(pixels))) + corrections;
    }

    private long OfFour(int pixels) => (_isArmv6M, pixels) switch
    {
        (true, 2) => 17,
        (true, _) => 30,
        (false, 2) => 11,
        (false, _) => 18,
    };

    private long OfResults(int pixels) => (_isArmv6M, _isAboveZero) switch
    {
        (true, true) => 22 + (18 * pixels),
        (true, false) => 22 + (31 * pixels),
        (false, true) => 17 + (17 * pixels / 2),
        (false, false) => 17 + (29 * pixels / 2),
    };

    private long OfWindows(int pixels)
    {
        var expand = (_isArmv6M ? 11 : 7) * pixels * (long)HalfwordChannels.Filled(_taps) / 2;
        var gather = window.IsRun ? 0
            : IsReadInPlace(window) ? 120 * window.Window.Height
            : pixels * (((_isArmv6M ? 7 : 3) * _taps / 2) + (50 * window.Window.Height));
        return expand + gather;
    }
}
