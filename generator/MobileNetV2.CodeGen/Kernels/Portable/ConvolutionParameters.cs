using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary><c>mnv2_conv_params</c>, which convolution and depthwise convolution share.</summary>
internal static class ConvolutionParameters
{
    public static StructArgument Of(WindowGeometry window, ConvolutionConstants constants, int groups, bool scalesDown) =>
        new("mnv2_conv_params", "params", Fields(window, constants, groups, scalesDown));

    private static ImmutableArray<StructField> Fields(WindowGeometry window, ConvolutionConstants constants, int groups, bool scalesDown) => StructFields.Of(
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
