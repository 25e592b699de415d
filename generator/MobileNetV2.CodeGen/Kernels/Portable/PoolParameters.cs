using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary><c>mnv2_pool_params</c>.</summary>
internal static class PoolParameters
{
    public static StructArgument Of(WindowGeometry window, PoolConstants constants) => new("mnv2_pool_params", "params", StructFields.Of(
        ("batches", window.Input.Batch),
        ("input_height", window.Input.Height),
        ("input_width", window.Input.Width),
        ("channels", window.Input.Channels),
        ("output_height", window.Output.Height),
        ("output_width", window.Output.Width),
        ("window_height", window.Window.Height),
        ("window_width", window.Window.Width),
        ("stride_height", window.Stride.Height),
        ("stride_width", window.Stride.Width),
        ("pad_top", window.Padding.Top),
        ("pad_left", window.Padding.Left),
        ("activation_min", constants.Activation.Min),
        ("activation_max", constants.Activation.Max)));

    public static long Cost(WindowGeometry window)
    {
        var outputs = window.Output.ElementCount;
        return CostModel.Pool((long)outputs * window.Window.Height * window.Window.Width, outputs);
    }
}
