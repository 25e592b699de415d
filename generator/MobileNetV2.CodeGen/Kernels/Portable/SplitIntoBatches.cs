using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>SPACE_TO_BATCH_ND.</summary>
internal sealed class SplitIntoBatches : KernelRule<SpaceToBatch>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_space_to_batch_s8");

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override KernelAnswer Answer(SpaceToBatch op, KernelQuestion question)
    {
        var (input, output) = (BlockRules.Images(question.Input.Shape), BlockRules.Images(question.Output.Shape));
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            new StructArgument("mnv2_space_to_batch_params", "params", StructFields.Of(
                ("batches", input.Batch),
                ("input_height", input.Height),
                ("input_width", input.Width),
                ("channels", input.Channels),
                ("output_height", output.Height),
                ("output_width", output.Width),
                ("block_height", op.Block.Height),
                ("block_width", op.Block.Width),
                ("pad_top", op.Padding.Top),
                ("pad_left", op.Padding.Left),
                ("value", op.Value))),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = CostModel.Rescale(output.ElementCount / output.Channels) + CostModel.Move(output.ElementCount);
        return choice.Build();
    }
}
