using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>PAD and PADV2 to <c>mnv2_pad_s8</c>.</summary>
internal static class PadLowering
{
    public static void Lower(Pad op, StepBuilder step)
    {
        var dims = PaddedDimensions.Of(step[op.Input].Shape, op);
        PortableLimits.CheckRank(op, dims.Length, step);
        step.Call(
            "mnv2_pad_s8",
            ["mnv2_pad_s8.c"],
            new StructArgument("mnv2_pad_params", "params",
            [
                new StructField("rank", new IntegerValue(dims.Length)),
                StructFields.Array("input_dims", dims.Select(d => d.Size)),
                StructFields.Array("before", dims.Select(d => d.Before)),
                StructFields.Array("after", dims.Select(d => d.After)),
                new StructField("value", new IntegerValue(op.Value)),
            ]),
            step.Read(op.Input),
            step.Write(op.Output));
        step.EstimatedInstructions = CostModel.Move(step[op.Output].Shape.ElementCount);
    }
}
