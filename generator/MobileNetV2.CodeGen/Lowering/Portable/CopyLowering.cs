using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>A RESHAPE whose output cannot be a view of its input.</summary>
internal static class CopyLowering
{
    public static void Lower(Reshape op, StepBuilder step)
    {
        var bytes = step[op.Output].SizeBytes;
        step.Call("mnv2_copy", ["mnv2_copy.c"], step.Read(op.Input), step.Write(op.Output), new IntegerArgument(bytes));
        step.EstimatedInstructions = CostModel.Move(bytes);
    }
}
