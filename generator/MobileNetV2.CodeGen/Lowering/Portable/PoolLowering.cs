using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>AVERAGE_POOL_2D and MAX_POOL_2D to <c>mnv2_average_pool_s8</c> and <c>mnv2_max_pool_s8</c>.</summary>
internal static class PoolLowering
{
    public static void Lower(AveragePool2D op, StepBuilder step) =>
        Lower(op, "average", WindowGeometry.Of(op, step.Graph), PoolConstants.For(step.Graph, op), step);

    public static void Lower(MaxPool2D op, StepBuilder step) =>
        Lower(op, "max", WindowGeometry.Of(op, step.Graph), PoolConstants.For(step.Graph, op), step);

    private static void Lower(Operator op, string name, WindowGeometry asWritten, PoolConstants constants, StepBuilder step)
    {
        var window = asWritten.Simplified();
        WindowKernel.Call(
            $"mnv2_{name}_pool", window.Window.Height, step, step.Write(op.Output), Parameters(window, constants), step.Read(op.Input));
        step.PermitOverlap(op.Output, op.Input, PixelOrder.DistanceBytes(window, pixelsAtOnce: 1));
        var outputs = window.Output.ElementCount;
        step.EstimatedInstructions = CostModel.Pool((long)outputs * window.Window.Height * window.Window.Width, outputs);
    }

    private static StructArgument Parameters(WindowGeometry window, PoolConstants constants) => new("mnv2_pool_params", "params", StructFields.Of(
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
}
