using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>LOGICAL_NOT.</summary>
internal sealed class NegateTruth : KernelRule<LogicalNot>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_logical_not", "mnv2_compare_u8.c");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type == ElementType.Bool;

    protected override KernelAnswer Answer(LogicalNot op, KernelQuestion question)
    {
        var count = question.Output.Shape.ElementCount;
        var choice = new ChoiceBuilder(question);
        choice.Call(Whole, choice.Read(op.Input), ChoiceBuilder.Write(op.Output), new IntegerArgument(count));
        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.Lookup(count);
        return choice.Build();
    }
}
