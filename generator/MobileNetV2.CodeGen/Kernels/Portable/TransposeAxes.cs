using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>TRANSPOSE, for elements of any size.</summary>
internal sealed class TransposeAxes : KernelRule<Transpose>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_transpose");

    protected override bool Takes(ElementType type) => true;

    protected override KernelAnswer Answer(Transpose op, KernelQuestion question)
    {
        var input = question.Input;
        var dims = Merged(input.Shape, op.Permutation);
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

    /// <summary>Output dimensions with their input stride; neighbours that stay neighbours are one.</summary>
    private static ImmutableArray<(int Size, int Stride)> Merged(Shape input, ImmutableArray<int> permutation)
    {
        var strides = new int[input.Rank];
        var stride = 1;
        for (var d = input.Rank - 1; d >= 0; d--)
        {
            strides[d] = stride;
            stride *= input[d];
        }

        var dims = new List<(int Size, int Stride)>();
        foreach (var axis in permutation)
        {
            var (size, step) = (input[axis], strides[axis]);
            if (size == 1)
                continue;
            if (dims.Count > 0 && dims[^1].Stride == size * step)
                dims[^1] = (dims[^1].Size * size, step);
            else
                dims.Add((size, step));
        }

        return dims.Count == 0 ? [(1, 1)] : [.. dims];
    }
}
