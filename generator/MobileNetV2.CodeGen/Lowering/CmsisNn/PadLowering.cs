using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.CmsisNn;

/// <summary>PAD and PADV2 of up to four separate dimensions to <c>arm_pad_s8</c>.</summary>
internal static class PadLowering
{
    public static void Lower(Pad op, StepBuilder step)
    {
        var dims = PaddedDimensions.Of(step[op.Input].Shape, op);
        step.CallChecked(
            "arm_pad_s8",
            ["mnv2_arm_pad_s8.c", "mnv2_pad_s8.c"],
            step.Read(op.Input),
            step.Write(op.Output),
            new IntegerArgument(op.Value, "pad_value"),
            Dims("input_size", [.. dims.Select(d => d.Size)], 1),
            Dims("pre_pad", [.. dims.Select(d => d.Before)], 0),
            Dims("post_pad", [.. dims.Select(d => d.After)], 0));
        step.EstimatedInstructions = CostModel.Move(step[op.Output].Shape.ElementCount);
    }

    private static StructArgument Dims(string name, ImmutableArray<int> values, int missing)
    {
        int At(int fromEnd) => fromEnd <= values.Length ? values[^fromEnd] : missing;
        return CmsisFields.Dims(name, At(4), At(3), At(2), At(1));
    }
}
