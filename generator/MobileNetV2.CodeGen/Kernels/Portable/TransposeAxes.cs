using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>TRANSPOSE, for elements of any size.</summary>
internal sealed class TransposeAxes : KernelRule<Transpose>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_transpose");

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => true;

    protected override KernelAnswer Answer(Transpose op, KernelQuestion question)
    {
        var input = question.Input;
        var dims = MergedAxes.Of(input.Shape, op.Permutation);
        if (PortableLimits.WhyNotRank(dims.Length) is { } whyNot)
            return KernelAnswer.No(whyNot);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            new StructArgument("mnv2_transpose_params", "params",
            [
                new StructField("rank", new IntegerValue(dims.Length)),
                StructFields.Array("output_dims", dims.Select(d => d.Size)),
                StructFields.Array("input_strides", dims.Select(d => d.Stride)),
                new StructField("element", new IntegerValue(input.Type.SizeBytes())),
            ]),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = CostModel.Rescale(input.Shape.ElementCount);
        return choice.Build();
    }
}
