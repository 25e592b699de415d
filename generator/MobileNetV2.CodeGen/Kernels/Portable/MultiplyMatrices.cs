using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>BATCH_MATMUL.</summary>
internal sealed class MultiplyMatrices : KernelRule<BatchMatMul>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_batch_matmul_s8");

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override KernelAnswer Answer(BatchMatMul op, KernelQuestion question)
    {
        var constants = BatchMatMulConstants.For(question.Tensors, op);
        var matrices = MatrixShapes.Of(question.Tensors, op);
        var batches = Broadcasting.Of(
            matrices.LeftBatch, matrices.RightBatch, new Shape([.. question.Output.Shape.Dimensions.SkipLast(2)]));
        if (PortableLimits.WhyNotRank(batches.Rank) is { } whyNot)
            return KernelAnswer.No(whyNot);
        var (rows, inner, columns) = (matrices.Rows, matrices.Inner, matrices.Columns);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            new StructArgument("mnv2_batch_matmul_params", "params", StructFields.Of(
                ("rows", rows),
                ("inner", inner),
                ("columns", columns),
                ("left_row", op.TransposeLeft ? 1 : inner),
                ("left_inner", op.TransposeLeft ? rows : 1),
                ("right_inner", op.TransposeRight ? 1 : columns),
                ("right_column", op.TransposeRight ? inner : 1),
                ("left_offset", constants.LeftOffset),
                ("right_offset", constants.RightOffset),
                ("output_offset", constants.OutputOffset),
                ("output_multiplier", constants.Factor.MultiplierQ31),
                ("output_shift", constants.Factor.Shift),
                ("activation_min", constants.Activation.Min),
                ("activation_max", constants.Activation.Max))),
            new StructArgument("mnv2_broadcast", "batches",
            [
                new StructField("rank", new IntegerValue(batches.Rank)),
                StructFields.Array("output_dims", batches.OutputDimensions),
                StructFields.Array("input_1_strides", batches.LeftStrides.Select(s => s * rows * inner)),
                StructFields.Array("input_2_strides", batches.RightStrides.Select(s => s * inner * columns)),
            ]),
            choice.Read(op.Left),
            choice.Read(op.Right),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = CostModel.FullyConnected(
            question.Target, MacCount.Of(question.Tensors, op), question.Output.Shape.ElementCount);
        return choice.Build();
    }
}
