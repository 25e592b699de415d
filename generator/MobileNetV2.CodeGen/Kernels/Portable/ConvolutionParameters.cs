using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary><c>mnv2_conv_params</c>, which convolution and depthwise convolution share. What a kernel does not read is left out.</summary>
internal static class ConvolutionParameters
{
    private static readonly ImmutableArray<string> OfWholeTensors =
        ["batches", "input_height", "output_height", "output_width", "stride_height", "dilation_height", "pad_top"];

    /// <param name="form">A kernel for rows is told where rows are: it reads nothing about the other rows.</param>
    /// <param name="unread">Other fields that the kernel does not read.</param>
    public static StructArgument Of(
        WindowGeometry window,
        ConvolutionConstants constants,
        int groups,
        bool scalesDown,
        KernelForm form = KernelForm.Tensor,
        ImmutableArray<string> unread = default)
    {
        var fields = Fields(window, constants, groups, scalesDown);
        return new("mnv2_conv_params", "params", [.. fields.Where(f => IsRead(f.Name))]);

        bool IsRead(string name) =>
            (form != KernelForm.Row || !OfWholeTensors.Contains(name)) && (unread.IsDefault || !unread.Contains(name));
    }

    private static ImmutableArray<StructField> Fields(WindowGeometry window, ConvolutionConstants constants, int groups, bool scalesDown) =>
        StructFields.Of(
        ("batches", window.Input.Batch),
        ("input_height", window.Input.Height),
        ("input_width", window.Input.Width),
        ("input_channels", window.Input.Channels),
        ("output_height", window.Output.Height),
        ("output_width", window.Output.Width),
        ("output_channels", window.Output.Channels),
        ("kernel_height", window.Window.Height),
        ("kernel_width", window.Window.Width),
        ("stride_height", window.Stride.Height),
        ("stride_width", window.Stride.Width),
        ("dilation_height", window.Dilation.Height),
        ("dilation_width", window.Dilation.Width),
        ("pad_top", window.Padding.Top),
        ("pad_left", window.Padding.Left),
        ("groups", groups),
        ("bias_is_folded", 1),
        ("scales_down", scalesDown ? 1 : 0),
        ("input_zero_point", -constants.InputOffset),
        ("filter_offset", constants.FilterOffset),
        ("output_offset", constants.OutputOffset),
        ("activation_min", constants.Activation.Min),
        ("activation_max", constants.Activation.Max));
}
