using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>CONCATENATION: one call for each input.</summary>
internal static class ConcatenationLowering
{
    public static void Lower(Concatenation op, StepBuilder step)
    {
        var output = step[op.Output];
        var (element, rows) = (output.Type.SizeBytes(), output.Shape.Dimensions.Take(op.Axis).Aggregate(1, (p, d) => p * d));
        var stride = output.SizeBytes / rows;
        var offset = 0;
        for (var i = 0; i < op.Inputs.Length; i++)
        {
            var input = step[op.Inputs[i]];
            var run = input.SizeBytes / rows;
            KernelArgument[] shape = [step.Read(input.Id), step.Write(output.Id, offset), new IntegerArgument(rows), new IntegerArgument(run), new IntegerArgument(stride)];
            var constants = element == 1 ? RequantizeConstants.For(step.Graph, op, input.Id) : null;
            if (constants is null or { IsClampOnly: true })
            {
                step.Call("mnv2_concatenate_8", ["mnv2_concatenate.c", "mnv2_requantize.c"], [.. shape]);
            }
            else
            {
                var parameters = RequantizeParameters.Of(constants, StepNames.Numbered("params", i, op.Inputs.Length));
                step.Call("mnv2_concatenate_requantize_s8", ["mnv2_concatenate.c", "mnv2_requantize.c"], [parameters, .. shape]);
            }

            offset += run;
        }

        step.EstimatedInstructions = CostModel.Move(output.Shape.ElementCount);
    }
}
