using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>SOFTMAX to <c>mnv2_softmax_s8</c>.</summary>
internal static class SoftmaxLowering
{
    public static void Lower(Softmax op, StepBuilder step)
    {
        var shape = step[op.Input].Shape;
        var constants = SoftmaxConstants.For(step.Graph, op);
        step.Call(
            "mnv2_softmax_s8",
            ["mnv2_softmax_s8.c"],
            new StructArgument("mnv2_softmax_params", "params", StructFields.Of(
                ("rows", shape.ElementCount / shape.Channels),
                ("row_size", shape.Channels),
                ("input_multiplier", constants.InputFactor.MultiplierQ31),
                ("input_left_shift", constants.InputFactor.Shift),
                ("diff_min", constants.DiffMin))),
            step.Read(op.Input),
            step.Write(op.Output));
        step.PermitOverlap(op.Output, op.Input, 0);
        step.EstimatedInstructions = CostModel.Softmax(shape.ElementCount);
    }
}
