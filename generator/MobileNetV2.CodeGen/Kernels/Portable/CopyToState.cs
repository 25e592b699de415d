using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>ASSIGN_VARIABLE.</summary>
internal sealed class CopyToState : KernelRule<AssignVariable>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_copy");

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => true;

    protected override KernelAnswer Answer(AssignVariable op, KernelQuestion question)
    {
        var bytes = question.Output.SizeBytes;
        var choice = new ChoiceBuilder(question);
        choice.Call(Whole, choice.Read(op.Input), ChoiceBuilder.Write(op.Output), new IntegerArgument(bytes));
        choice.Instructions = CostModel.Move(bytes);
        return choice.Build();
    }
}
