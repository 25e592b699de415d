using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>CAST between any two types.</summary>
internal sealed class CastElements : KernelRule<Cast>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_cast");

    public override System.Collections.Immutable.ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => true;

    protected override KernelAnswer Answer(Cast op, KernelQuestion question)
    {
        var count = question.Output.Shape.ElementCount;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            choice.Read(op.Input),
            new EnumeratorArgument(Element(question.Input.Type)),
            ChoiceBuilder.Write(op.Output),
            new EnumeratorArgument(Element(question.Output.Type)),
            new IntegerArgument(count));
        choice.Instructions = CostModel.Rescale(count);
        return choice.Build();
    }

    private static string Element(ElementType type) => "MNV2_" + type.ToString().ToUpperInvariant();
}
