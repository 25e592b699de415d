using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.CmsisNn;

/// <summary>SOFTMAX to <c>arm_softmax_s8</c>, which returns nothing.</summary>
internal static class SoftmaxLowering
{
    public static void Lower(Softmax op, StepBuilder step)
    {
        var shape = step[op.Input].Shape;
        var constants = SoftmaxConstants.For(step.Graph, op);
        step.Call(
            "arm_softmax_s8",
            ["mnv2_arm_softmax_s8.c", "mnv2_softmax_s8.c"],
            step.Read(op.Input),
            new IntegerArgument(shape.ElementCount / shape.Channels, "num_rows"),
            new IntegerArgument(shape.Channels, "row_size"),
            new IntegerArgument(constants.InputFactor.MultiplierQ31, "mult"),
            new IntegerArgument(constants.InputFactor.Shift, "shift"),
            new IntegerArgument(constants.DiffMin, "diff_min"),
            step.Write(op.Output));
        // A row's maximum and sum are complete before its elements are written in order.
        step.PermitOverlap(op.Output, op.Input, 0);
        step.EstimatedInstructions = CostModel.Softmax(shape.ElementCount);
    }
}
