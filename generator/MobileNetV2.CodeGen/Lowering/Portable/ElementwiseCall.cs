using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>The call of a kernel with two inputs, which has one form for equal shapes and one that broadcasts.</summary>
internal static class ElementwiseCall
{
    public static void Emit(BinaryOperator op, string kernel, StructArgument parameters, StepBuilder step)
    {
        var output = step[op.Output];
        var shapes = Broadcasting.Of(step[op.Left].Shape, step[op.Right].Shape, output.Shape);
        ImmutableArray<string> files = [$"mnv2_{kernel}_s8.c"];
        var (left, right, written) = (step.Read(op.Left), step.Read(op.Right), step.Write(op.Output));
        if (shapes.IsPlain)
        {
            step.Call($"mnv2_{kernel}_s8", files, parameters, left, right, written, new IntegerArgument(output.Shape.ElementCount));
        }
        else
        {
            PortableLimits.CheckRank(op, shapes.Rank, step);
            step.Call($"mnv2_{kernel}_broadcast_s8", files, parameters, Shapes(shapes), left, right, written);
        }

        // An input of the output's size is read element by element as the output is written; one that is broadcast is read again.
        foreach (var input in op.Inputs.Distinct().Where(i => step[i].Shape.ElementCount == output.Shape.ElementCount))
            step.PermitOverlap(op.Output, input, 0);
    }

    private static StructArgument Shapes(Broadcasting shapes) => new("mnv2_broadcast", "shapes",
    [
        new StructField("rank", new IntegerValue(shapes.Rank)),
        StructFields.Array("output_dims", shapes.OutputDimensions),
        StructFields.Array("input_1_strides", shapes.LeftStrides),
        StructFields.Array("input_2_strides", shapes.RightStrides),
    ]);
}
