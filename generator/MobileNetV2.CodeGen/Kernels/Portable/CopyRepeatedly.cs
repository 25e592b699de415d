using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>BROADCAST_TO and FILL: a strided copy that stays where it is along repeated dimensions.</summary>
internal sealed class CopyRepeatedly : KernelRule<Broadcast>
{
    private static readonly Kernel Strided = Kernel.Own("mnv2_copy_strided");

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => true;

    protected override KernelAnswer Answer(Broadcast op, KernelQuestion question)
    {
        var (input, output, element) = (question.Input.Shape, question.Output.Shape, question.Input.Type.SizeBytes());
        var missing = output.Rank - input.Rank;
        var dense = Offsets.Strides(input);
        var dims = new List<(int Size, int Stride)>();
        for (var axis = 0; axis < output.Rank; axis++)
        {
            var stride = axis < missing || input[axis - missing] == 1 ? 0 : dense[axis - missing] * element;
            if (output[axis] == 1)
                continue;
            if (dims.Count > 0 && dims[^1].Stride == output[axis] * stride)
                dims[^1] = (dims[^1].Size * output[axis], stride);
            else
                dims.Add((output[axis], stride));
        }

        if (dims.Count == 0)
            dims.Add((1, 0));
        if (PortableLimits.WhyNotRank(dims.Count) is { } whyNot)
            return KernelAnswer.No(whyNot);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Strided,
            new StructArgument("mnv2_copy_strided_params", "params",
            [
                new StructField("rank", new IntegerValue(dims.Count)),
                StructFields.Array("dims", dims.Select(d => d.Size)),
                StructFields.Array("strides", dims.Select(d => d.Stride)),
                new StructField("run", new IntegerValue(element)),
            ]),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = CostModel.Rescale(output.ElementCount);
        return choice.Build();
    }
}
