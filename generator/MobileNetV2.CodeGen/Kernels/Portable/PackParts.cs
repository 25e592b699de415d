using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>PACK: one call for each input, as in a concatenation.</summary>
internal sealed class PackParts : KernelRule<Pack>
{
    private static readonly Kernel Moves = Kernel.Own("mnv2_concatenate_8", "mnv2_concatenate.c", "mnv2_requantize.c");

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => true;

    protected override KernelAnswer Answer(Pack op, KernelQuestion question)
    {
        var rows = question.Input.Shape.Dimensions.Take(op.Axis).Aggregate(1, (product, d) => product * d);
        var stride = question.Output.SizeBytes / rows;
        var run = stride / op.Inputs.Length;
        var choice = new ChoiceBuilder(question);
        for (var i = 0; i < op.Inputs.Length; i++)
        {
            choice.Call(
                Moves,
                choice.Read(op.Inputs[i]),
                ChoiceBuilder.Write(op.Output, i * run),
                new IntegerArgument(rows),
                new IntegerArgument(run),
                new IntegerArgument(stride));
        }

        choice.Instructions = (CostModel.Rescale(rows) * op.Inputs.Length) + CostModel.Move(question.Output.SizeBytes);
        return choice.Build();
    }
}
