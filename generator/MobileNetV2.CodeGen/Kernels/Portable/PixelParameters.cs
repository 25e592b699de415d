using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary><c>mnv2_conv_pixels_params</c>: what remains of a convolution's parameters where pixels are computed by themselves.</summary>
internal static class PixelParameters
{
    /// <summary>Whether the kernels for pixels take it, which rows never are.</summary>
    /// <param name="window">In its simplest form: a picture of one row.</param>
    public static bool Suit(WindowGeometry window, KernelForm form) =>
        form != KernelForm.Row && window.Window.IsOne && window.Stride.IsOne && window.Padding.IsZero
            && window.FilterChannels == window.Input.Channels
            && Math.Max(window.Input.Channels, window.Output.Channels) <= ushort.MaxValue;

    /// <param name="unread">Fields that the kernel does not read.</param>
    public static StructArgument Of(
        WindowGeometry window, ConvolutionConstants constants, bool scalesDown, ImmutableArray<string> unread = default)
    {
        var fields = StructFields.Of(
            ("pixels", window.Input.ElementCount / window.Input.Channels),
            ("input_channels", window.Input.Channels),
            ("output_channels", window.Output.Channels),
            ("filter_offset", constants.FilterOffset),
            ("output_offset", constants.OutputOffset),
            ("activation_min", constants.Activation.Min),
            ("activation_max", constants.Activation.Max),
            ("scales_down", scalesDown ? 1 : 0));
        return new("mnv2_conv_pixels_params", "params", [.. fields.Where(f => unread.IsDefault || !unread.Contains(f.Name))]);
    }
}
