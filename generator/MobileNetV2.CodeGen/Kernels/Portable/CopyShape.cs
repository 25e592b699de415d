using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>SHAPE, where it was not folded: its result is a constant.</summary>
internal sealed class CopyShape : KernelRule<ShapeOf>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_copy");

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => true;

    protected override KernelAnswer Answer(ShapeOf op, KernelQuestion question)
    {
        var (shape, output) = (question.Input.Shape, question.Output);
        var choice = new ChoiceBuilder(question);
        var dimensions =
            choice.Constant(new ConstantRecipe("shape", $"{shape}", output.Type, output.SizeBytes, () => output.Type == ElementType.Int64
            ? MemoryMarshal.AsBytes(shape.Dimensions.Select(d => (long)d).ToArray().AsSpan()).ToArray()
            : MemoryMarshal.AsBytes(shape.Dimensions.AsSpan()).ToArray()));
        choice.Call(Whole, dimensions, ChoiceBuilder.Write(op.Output), new IntegerArgument(output.SizeBytes));
        choice.Instructions = CostModel.Move(output.SizeBytes);
        return choice.Build();
    }
}
