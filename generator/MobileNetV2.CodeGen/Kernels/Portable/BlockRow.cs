using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>DEPTH_TO_SPACE and SPACE_TO_DEPTH row by row.</summary>
internal sealed class BlockRow : KernelRule
{
    private static readonly Kernel ToSpace = Kernel.Own("mnv2_depth_to_space_row_8");
    private static readonly Kernel ToDepth = Kernel.Own("mnv2_space_to_depth_row_8");

    public override ImmutableArray<KernelForm> Forms => [KernelForm.Row];

    public override ImmutableArray<Type> Served => [typeof(DepthToSpace), typeof(SpaceToDepth)];

    protected override bool Serves(KernelQuestion question) => question.Operator is DepthToSpace or SpaceToDepth;

    protected override bool Takes(ElementType type) => true;

    protected override KernelAnswer Answer(KernelQuestion question)
    {
        var choice = new ChoiceBuilder(question);
        var (op, element) = (question.Operator, question.Input.Type.SizeBytes());
        if (op is SpaceToDepth { Block: > PortableLimits.WindowRows } tall)
            return KernelAnswer.No($"its blocks have {tall.Block} rows, the kernel reads at most {PortableLimits.WindowRows} at once");
        if (op is DepthToSpace toSpace)
        {
            choice.Call(
                ToSpace,
                [
                    choice.Read(op.Input),
                    ChoiceBuilder.Write(op.Output),
                    new IntegerArgument(toSpace.Block, "block"),
                    new IntegerArgument(question.Output.Shape.Channels * element, "output_pixel"),
                    .. choice.RowAndRange,
                ]);
        }
        else
        {
            choice.Call(
                ToDepth,
                [
                    choice.Read(op.Input),
                    ChoiceBuilder.Write(op.Output),
                    new IntegerArgument(((SpaceToDepth)op).Block, "block"),
                    new IntegerArgument(question.Input.Shape.Channels * element, "input_pixel"),
                    .. choice.RowRange,
                ]);
        }

        choice.Instructions = CostModel.Move(question.Output.SizeBytes);
        return choice.Build();
    }
}
