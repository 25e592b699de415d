using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>A stand-alone activation: a clamp, with rescaling when the scales differ.</summary>
internal static class ReluLowering
{
    public static void Lower(Relu op, StepBuilder step)
    {
        var constants = RequantizeConstants.For(step.Graph, op);
        var count = new IntegerArgument(step[op.Output].Shape.ElementCount);
        if (constants.IsClampOnly)
        {
            step.Call(
                "mnv2_clamp_s8",
                ["mnv2_clamp_s8.c"],
                step.Read(op.Input),
                step.Write(op.Output),
                new IntegerArgument(constants.Range.Min),
                new IntegerArgument(constants.Range.Max),
                count);
        }
        else
        {
            step.Call(
                "mnv2_requantize_s8",
                ["mnv2_requantize.c"],
                RequantizeParameters.Of(constants),
                step.Read(op.Input),
                step.Write(op.Output),
                count);
        }

        step.PermitOverlap(op.Output, op.Input, 0);
        step.EstimatedInstructions = CostModel.Rescale(count.Value);
    }
}
