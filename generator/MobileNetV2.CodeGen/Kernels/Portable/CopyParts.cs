using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>SPLIT, SPLIT_V and UNPACK: one call for each output.</summary>
internal sealed class CopyParts : KernelRule<Split>
{
    private static readonly Kernel Rows = Kernel.Own("mnv2_copy_rows", "mnv2_copy_strided.c");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => true;

    protected override KernelAnswer Answer(Split op, KernelQuestion question)
    {
        var rows = question.Input.Shape.Dimensions.Take(op.Axis).Aggregate(1, (product, d) => product * d);
        var stride = question.Input.SizeBytes / rows;
        var offset = 0;
        if (question.Input.IsConstant)
            return KernelAnswer.No("it takes parts of a constant, which is too large to be taken when the network is compiled");
        var choice = new ChoiceBuilder(question);
        foreach (var output in op.Outputs)
        {
            var run = question[output].SizeBytes / rows;
            choice.Call(
                Rows,
                new OperandArgument(op.Input, offset, IsReadOnly: true),
                ChoiceBuilder.Write(output),
                new IntegerArgument(rows, "rows"),
                new IntegerArgument(run, "run"),
                new IntegerArgument(stride, "stride"));
            offset += run;
        }

        choice.Instructions = (CostModel.Rescale(rows) * op.Outputs.Length) + CostModel.Move(question.Input.SizeBytes);
        return choice.Build();
    }
}
