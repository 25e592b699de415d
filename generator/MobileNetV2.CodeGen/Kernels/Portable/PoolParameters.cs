using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary><c>mnv2_pool_params</c>.</summary>
internal static class PoolParameters
{
    private static readonly ImmutableArray<string> OfWholeTensors =
        ["batches", "input_height", "output_height", "output_width", "stride_height", "pad_top"];

    /// <param name="form">A kernel for rows reads nothing about the other rows.</param>
    public static StructArgument Of(WindowGeometry window, PoolConstants constants, KernelForm form = KernelForm.Tensor) =>
        new("mnv2_pool_params", "params",
            [.. Fields(window, constants).Where(f => form != KernelForm.Row || !OfWholeTensors.Contains(f.Name))]);

    public static long Cost(WindowGeometry window, Target target)
    {
        var outputs = window.Output.ElementCount;
        return CostModel.Pool(target, (long)outputs * window.Window.Height * window.Window.Width, outputs);
    }

    private static ImmutableArray<StructField> Fields(WindowGeometry window, PoolConstants constants) =>
    [
        .. StructFields.Of(
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
        ("activation_max", constants.Activation.Max)),
        .. constants.Middle == 0 ? [] : StructFields.Of(("middle", constants.Middle)),
    ];
}
