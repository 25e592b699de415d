using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>ADD_N.</summary>
internal sealed class AddInputs : KernelRule<AddN>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_add_n_s8");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override KernelAnswer Answer(AddN op, KernelQuestion question)
    {
        var count = question.Output.Shape.ElementCount;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            SumParameters.Of(SumConstants.For(question.Tensors, op)),
            new AddressesArgument(ElementType.Int8, [.. op.Inputs.Select(choice.Read)]),
            new IntegerArgument(op.Inputs.Length),
            ChoiceBuilder.Write(op.Output),
            new IntegerArgument(count));
        foreach (var input in op.Inputs.Distinct())
            choice.PermitOverlap(input, 0);
        choice.Instructions = CostModel.Rescale(count) + (8L * count * op.Inputs.Length);
        return choice.Build();
    }
}
