using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.CmsisNn;

/// <summary>AVERAGE_POOL_2D and MAX_POOL_2D to <c>arm_avgpool_s8</c> and <c>arm_max_pool_s8</c>.</summary>
internal static class PoolLowering
{
    public static void Lower(AveragePool2D op, StepBuilder step)
    {
        var window = WindowGeometry.Of(op, step.Graph);
        Emit(op, "arm_avgpool_s8", "mnv2_average_pool_s8.c", window, AveragePoolScratch.Of(window), PoolConstants.For(step.Graph, op), step);
    }

    public static void Lower(MaxPool2D op, StepBuilder step)
    {
        var window = WindowGeometry.Of(op, step.Graph);
        Emit(op, "arm_max_pool_s8", "mnv2_max_pool_s8.c", window, ScratchVariants.None, PoolConstants.For(step.Graph, op), step);
    }

    private static void Emit(
        Operator op, string function, string kernelFile, WindowGeometry window, ScratchVariants scratch, PoolConstants constants, StepBuilder step)
    {
        step.CallChecked(
            function,
            [$"mnv2_{function}.c", kernelFile],
            CmsisFields.Context(step, scratch.For(step.Target)),
            new StructArgument("cmsis_nn_pool_params", "pool_params",
                [CmsisFields.Tile("stride", window.Stride), CmsisFields.Padding(window.Padding), CmsisFields.Activation(constants.Activation)]),
            CmsisFields.Dims("input_dims", window.Input),
            step.Read(op.Input),
            CmsisFields.Dims("filter_dims", 1, window.Window.Height, window.Window.Width, 1),
            CmsisFields.Dims("output_dims", window.Output),
            step.Write(op.Output));
        var outputs = window.Output.ElementCount;
        step.EstimatedInstructions = CmsisCosts.Pool(step.Target, (long)outputs * window.Window.Height * window.Window.Width, outputs);
    }
}
