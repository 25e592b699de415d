using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>REDUCE_PROD over any dimensions.</summary>
internal sealed class MultiplyOver : KernelRule<ReduceProduct>
{
    private const string File = "mnv2_reduce_prod.c";
    private static readonly Kernel Int32 = Kernel.Own("mnv2_reduce_prod_s32", File);
    private static readonly Kernel Int64 = Kernel.Own("mnv2_reduce_prod_s64", File);
    private static readonly Kernel Float32 = Kernel.Own("mnv2_reduce_prod_f32", File);

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => PlainNumbers.Are(type);

    protected override KernelAnswer Answer(ReduceProduct op, KernelQuestion question)
    {
        var input = question.Input.Shape;
        if (PortableLimits.WhyNotRank(input.Rank) is { } whyNot)
            return KernelAnswer.No(whyNot);
        var kept = new Shape([.. input.Dimensions.Select((d, axis) => op.Axes.Contains(axis) ? 1 : d)]);
        var strides = Offsets.Strides(kept);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            question.Input.Type switch { ElementType.Int32 => Int32, ElementType.Int64 => Int64, _ => Float32 },
            new StructArgument("mnv2_reduce_prod_params", "params",
            [
                .. StructFields.Of(("rank", input.Rank), ("inputs", input.ElementCount), ("outputs", kept.ElementCount)),
                StructFields.Array("input_dims", input.Dimensions),
                StructFields.Array("output_strides", strides.Select((s, axis) => op.Axes.Contains(axis) ? 0 : s)),
            ]),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = CostModel.Rescale(input.ElementCount);
        return choice.Build();
    }
}
