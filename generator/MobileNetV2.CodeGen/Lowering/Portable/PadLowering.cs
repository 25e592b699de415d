using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>PAD and PADV2 to <c>mnv2_pad_s8</c>.</summary>
internal static class PadLowering
{
    public static void Lower(Pad op, StepBuilder step)
    {
        var dims = Merged(step[op.Input].Shape, op);
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

    /// <summary>A dimension without padding joins its outer neighbour, whose padding then counts in larger units.</summary>
    private static ImmutableArray<(int Size, int Before, int After)> Merged(Shape shape, Pad op)
    {
        var dims = new List<(int Size, int Before, int After)>();
        var unpadded = 1;
        for (var d = shape.Rank - 1; d >= 0; d--)
        {
            if (op.Before[d] == 0 && op.After[d] == 0)
            {
                unpadded *= shape[d];
                continue;
            }

            dims.Insert(0, (shape[d] * unpadded, op.Before[d] * unpadded, op.After[d] * unpadded));
            unpadded = 1;
        }

        if (unpadded > 1 || dims.Count == 0)
            dims.Insert(0, (unpadded, 0, 0));
        return [.. dims];
    }
}
