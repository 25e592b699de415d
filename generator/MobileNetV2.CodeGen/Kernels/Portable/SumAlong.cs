using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>CUMSUM.</summary>
internal sealed class SumAlong : KernelRule<CumulativeSum>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_cumsum_s8");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override KernelAnswer Answer(CumulativeSum op, KernelQuestion question)
    {
        var shape = question.Output.Shape;
        var inner = shape.Dimensions.Skip(op.Axis + 1).Aggregate(1, (product, d) => product * d);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            SumParameters.Of(SumConstants.For(question.Tensors, op)),
            new StructArgument("mnv2_cumsum_shape", "shape", StructFields.Of(
                ("outer", shape.ElementCount / shape[op.Axis] / inner),
                ("length", shape[op.Axis]),
                ("inner", inner),
                ("exclusive", op.IsExclusive ? 1 : 0),
                ("reverse", op.IsReverse ? 1 : 0))),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output));
        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.Rescale(shape.ElementCount);
        return choice.Build();
    }
}
