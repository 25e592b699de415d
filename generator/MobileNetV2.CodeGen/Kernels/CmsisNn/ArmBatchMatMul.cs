using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>BATCH_MATMUL whose right matrices lie transposed, which is all that the function computes.</summary>
internal sealed class ArmBatchMatMul : KernelRule<BatchMatMul>
{
    private const int BatchRank = 2;

    private static readonly Kernel Function = Kernel.OfLibrary(
        "arm_batch_matmul_s8",
        StatusConvention.CmsisNn,
        new LibraryPart("FULLYCONNECTED"),
        "mnv2_arm_batch_matmul_s8.c",
        "mnv2_batch_matmul_s8.c");

    public override bool IsOfLibrary => true;

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    /// <summary>With MVE the function sums each column's values.</summary>
    private static ScratchVariants Scratch(int columns) => new(0, 0, columns * sizeof(int));

    protected override KernelAnswer Answer(BatchMatMul op, KernelQuestion question)
    {
        if (op.TransposeLeft || !op.TransposeRight)
            return KernelAnswer.No("CMSIS-NN wants the right matrix transposed, and the left one not");
        var matrices = MatrixShapes.Of(question.Tensors, op);
        var batches = Broadcasting.Of(
            matrices.LeftBatch, matrices.RightBatch, new Shape([.. question.Output.Shape.Dimensions.SkipLast(2)]));
        if (batches.Rank > BatchRank)
            return KernelAnswer.No("CMSIS-NN knows two dimensions of batches");
        var constants = BatchMatMulConstants.For(question.Tensors, op);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Function,
            LibraryRule.Context(choice, Scratch(matrices.Columns).For(question.Target)),
            Parameters(constants),
            LibraryRule.PerTensor("quant_params", constants.Factor),
            Dims("lhs_dims", batches, batches.LeftStrides, matrices.Rows, matrices.Inner),
            choice.Read(op.Left),
            Dims("rhs_dims", batches, batches.RightStrides, matrices.Columns, matrices.Inner),
            choice.Read(op.Right),
            CmsisFields.Dims("output_dims", batches.Extent(2), batches.Extent(1), matrices.Rows, matrices.Columns),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = CmsisCosts.FullyConnected(
            question.Target, MacCount.Of(question.Tensors, op), question.Output.Shape.ElementCount);
        return choice.Build();
    }

    private static StructArgument Parameters(BatchMatMulConstants constants) => new("cmsis_nn_bmm_params", "bmm_params",
    [
        .. StructFields.Of(("adj_x", 0), ("adj_y", 1)),
        new StructField("fc_params", new NestedValue(
        [
            .. StructFields.Of(
                ("input_offset", constants.LeftOffset),
                ("filter_offset", constants.RightOffset),
                ("output_offset", constants.OutputOffset)),
            CmsisFields.Activation(constants.Activation),
        ])),
    ]);

    /// <summary>Batches, then a matrix by rows; one batch where the operand repeats.</summary>
    private static StructArgument Dims(string name, Broadcasting batches, ImmutableArray<int> strides, int rows, int columns) =>
        CmsisFields.Dims(name, batches.Extent(strides, 2), batches.Extent(strides, 1), rows, columns);
}
