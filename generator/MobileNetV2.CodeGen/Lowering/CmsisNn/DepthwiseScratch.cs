using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Lowering.CmsisNn;

/// <summary>What <c>arm_depthwise_conv_wrapper_s8_get_buffer_size</c> answers.</summary>
internal static class DepthwiseScratch
{
    /// <summary>Channels that the MVE kernel takes at a time.</summary>
    private const int MveChannelBlock = 124;

    public static ScratchVariants Of(WindowGeometry window)
    {
        var (input, output) = (window.Input, window.Output);
        if (input.Channels != output.Channels || input.Batch != 1 || !window.Dilation.IsOne)
            return ScratchVariants.None;
        var taps = window.Window.Height * window.Window.Width;
        var isDirect3x3 = window.Window == new Size2D(3, 3) && window.Padding is { Top: <= 1, Left: <= 1 };
        return new ScratchVariants(0, isDirect3x3 ? 0 : input.Channels * taps * sizeof(short), 4 * MveChannelBlock * taps);
    }
}
