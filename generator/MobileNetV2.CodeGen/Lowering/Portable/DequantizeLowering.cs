using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>DEQUANTIZE to float32.</summary>
internal static class DequantizeLowering
{
    public static void Lower(Dequantize op, StepBuilder step)
    {
        var input = step[op.Input];
        var count = input.Shape.ElementCount;
        var constants = FloatQuantization.For(step.Graph, op);
        step.Call(
            input.Type == ElementType.UInt8 ? "mnv2_dequantize_u8_f32" : "mnv2_dequantize_s8_f32",
            ["mnv2_dequantize_f32.c"],
            step.Read(op.Input),
            step.Write(op.Output),
            new FloatArgument(constants.Scale),
            new IntegerArgument(constants.ZeroPoint),
            new IntegerArgument(count));
        // Each element read frees one byte and fills four.
        step.PermitOverlap(op.Output, op.Input, (count - 1) * (sizeof(float) - 1));
        step.EstimatedInstructions = CostModel.Rescale(count);
    }
}
