using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>A RESHAPE whose output cannot be a view of its input.</summary>
internal sealed class CopyBytes : KernelRule<Reshape>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_copy");

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => true;

    protected override KernelAnswer Answer(Reshape op, KernelQuestion question)
    {
        var bytes = question.Output.SizeBytes;
        var choice = new ChoiceBuilder(question);
        choice.Call(Whole, choice.Read(op.Input), ChoiceBuilder.Write(op.Output), new IntegerArgument(bytes));
        choice.Instructions = CostModel.Move(bytes);
        return choice.Build();
    }
}
