using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary><c>mnv2_mean_params</c> and the fields that it shares with <c>mnv2_mean_strided_params</c>.</summary>
internal static class MeanParameters
{
    public static StructArgument Of((int Outer, int Reduced, int Inner) blocks, MeanConstants constants) =>
        new("mnv2_mean_params", "params",
        [.. StructFields.Of(("outer", blocks.Outer), ("reduced", blocks.Reduced), ("inner", blocks.Inner)), .. Factors(constants)]);

    public static ImmutableArray<StructField> Factors(MeanConstants c) => StructFields.Of(
        ("sum_offset", c.SumOffset),
        ("output_offset", c.OutputOffset),
        ("output_multiplier", c.Factor.MultiplierQ31),
        ("output_shift", c.Factor.Shift));

    /// <summary>What stays and what goes, for the kernels that take any axes.</summary>
    public static ImmutableArray<StructField> Dimensions(Reduction reduction) =>
    [
        new StructField("kept_rank", new IntegerValue(reduction.Kept.Length)),
        StructFields.Array("kept_dims", reduction.Kept.Select(d => d.Size)),
        StructFields.Array("kept_strides", reduction.Kept.Select(d => d.Stride)),
        new StructField("reduced_rank", new IntegerValue(reduction.Reduced.Length)),
        StructFields.Array("reduced_dims", reduction.Reduced.Select(d => d.Size)),
        StructFields.Array("reduced_strides", reduction.Reduced.Select(d => d.Stride)),
    ];

    public static long Cost(KernelQuestion question) =>
        CostModel.Mean(question.Target, question.Input.Shape.ElementCount, question.Output.Shape.ElementCount);
}
