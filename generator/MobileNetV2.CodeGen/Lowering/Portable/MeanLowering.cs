using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>MEAN to <c>mnv2_mean_s8</c>, or to <c>mnv2_mean_strided_s8</c> when the axes are not neighbours.</summary>
internal static class MeanLowering
{
    public static void Lower(Mean op, StepBuilder step)
    {
        var (input, output) = (step[op.Input], step[op.Output]);
        var constants = MeanConstants.For(step.Graph, op);
        var reduction = Reduction.Of(input.Shape, op.Axes);
        if (reduction.AsBlocks() is var (outer, reduced, inner))
        {
            step.Call(
                "mnv2_mean_s8",
                ["mnv2_mean_s8.c"],
                new StructArgument("mnv2_mean_params", "params",
                    [.. StructFields.Of(("outer", outer), ("reduced", reduced), ("inner", inner)), .. Factors(constants)]),
                step.Read(op.Input),
                step.Write(op.Output));
            step.PermitOverlap(op.Output, op.Input, inner);
        }
        else
        {
            PortableLimits.CheckRank(op, Math.Max(reduction.Kept.Length, reduction.Reduced.Length), step);
            step.Call(
                "mnv2_mean_strided_s8",
                ["mnv2_mean_strided_s8.c"],
                Strided(reduction, constants),
                step.Read(op.Input),
                step.Write(op.Output));
        }

        step.EstimatedInstructions = CostModel.Pool(input.Shape.ElementCount, output.Shape.ElementCount);
    }

    private static StructArgument Strided(Reduction reduction, MeanConstants constants) => new("mnv2_mean_strided_params", "params",
    [
        new StructField("kept_rank", new IntegerValue(reduction.Kept.Length)),
        StructFields.Array("kept_dims", reduction.Kept.Select(d => d.Size)),
        StructFields.Array("kept_strides", reduction.Kept.Select(d => d.Stride)),
        new StructField("reduced_rank", new IntegerValue(reduction.Reduced.Length)),
        StructFields.Array("reduced_dims", reduction.Reduced.Select(d => d.Size)),
        StructFields.Array("reduced_strides", reduction.Reduced.Select(d => d.Stride)),
        .. Factors(constants),
    ]);

    private static ImmutableArray<StructField> Factors(MeanConstants c) => StructFields.Of(
        ("sum_offset", c.SumOffset),
        ("output_offset", c.OutputOffset),
        ("output_multiplier", c.Factor.MultiplierQ31),
        ("output_shift", c.Factor.Shift));
}
