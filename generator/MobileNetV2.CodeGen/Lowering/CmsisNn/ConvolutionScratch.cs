namespace MobileNetV2.CodeGen.Lowering.CmsisNn;

/// <summary>What <c>arm_convolve_wrapper_s8_get_buffer_size</c> answers, for windows that <see cref="ConvolutionForm"/> prepared.</summary>
internal static class ConvolutionScratch
{
    /// <summary>Without MVE two columns of 16-bit values, with MVE four columns of whole 16-byte vectors; a column is a window of the input.</summary>
    public static ScratchVariants Of(WindowGeometry window)
    {
        if (window.Window.IsOne && window.Padding.IsZero && window.Dilation.IsOne && window.FilterChannels == window.Input.Channels)
            return ScratchVariants.None;
        // All channels of the input count, in grouped convolutions too.
        var column = window.Window.Height * window.Window.Width * window.Input.Channels;
        var words = RoundUp(column, 4) * 2 * sizeof(short);
        return new ScratchVariants(words, words, RoundUp(column, 16) * 4);
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
