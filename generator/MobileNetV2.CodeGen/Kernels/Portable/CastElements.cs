using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>CAST between any two types.</summary>
internal sealed class CastElements : KernelRule<Cast>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_cast");

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => true;

    protected override KernelAnswer Answer(Cast op, KernelQuestion question)
    {
        var count = question.Output.Shape.ElementCount;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            choice.Read(op.Input),
            Element(question.Input.Type),
            ChoiceBuilder.Write(op.Output),
            Element(question.Output.Type),
            new IntegerArgument(count));
        choice.Instructions = CostModel.Rescale(count);
        return choice.Build();
    }

    /// <summary>The name of a type in <c>mnv2_kernels.h</c>.</summary>
    public static EnumeratorArgument Element(ElementType type) => new("MNV2_" + type.ToString().ToUpperInvariant());
}
