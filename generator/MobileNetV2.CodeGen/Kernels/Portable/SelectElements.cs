using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>SELECT and SELECT_V2 of elements of any type.</summary>
internal sealed class SelectElements : KernelRule<Select>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_select");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => true;

    protected override KernelAnswer Answer(Select op, KernelQuestion question)
    {
        var output = question.Output.Shape;

        // Dimensions merge only where all three inputs allow it; those of 1 vanish.
        var strides = op.Inputs.Select(i => Strides(question[i].Shape, output)).ToArray();
        var dims = new List<(int Size, int[] Strides)>();
        for (var axis = 0; axis < output.Rank; axis++)
        {
            var own = strides.Select(s => s[axis]).ToArray();
            if (output[axis] == 1)
                continue;
            if (dims.Count > 0 && dims[^1].Strides.Zip(own, (outer, inner) => outer == inner * output[axis]).All(fits => fits))
                dims[^1] = (dims[^1].Size * output[axis], own);
            else
                dims.Add((output[axis], own));
        }

        if (dims.Count == 0)
            dims.Add((1, [0, 0, 0]));
        if (PortableLimits.WhyNotRank(dims.Count) is { } whyNot)
            return KernelAnswer.No(whyNot);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            new StructArgument("mnv2_select_params", "params",
            [
                .. StructFields.Of(("rank", dims.Count), ("element", question.Output.Type.SizeBytes())),
                StructFields.Array("dims", dims.Select(d => d.Size)),
                StructFields.Array("condition_strides", dims.Select(d => d.Strides[0])),
                StructFields.Array("input_1_strides", dims.Select(d => d.Strides[1])),
                StructFields.Array("input_2_strides", dims.Select(d => d.Strides[2])),
            ]),
            choice.Read(op.Inputs[0]),
            choice.Read(op.Inputs[1]),
            choice.Read(op.Inputs[2]),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = CostModel.Rescale(output.ElementCount);
        return choice.Build();
    }

    private static int[] Strides(Shape input, Shape output)
    {
        var dense = Offsets.Strides(input);
        var missing = output.Rank - input.Rank;
        return [.. Enumerable.Range(0, output.Rank)
            .Select(axis => axis < missing || input[axis - missing] == 1 ? 0 : dense[axis - missing])];
    }
}
