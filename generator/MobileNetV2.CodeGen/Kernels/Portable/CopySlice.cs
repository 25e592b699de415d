using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>SLICE and STRIDED_SLICE, for elements of any size: runs of neighbouring bytes, or elements one by one.</summary>
internal sealed class CopySlice : KernelRule<Slice>
{
    private const string File = "mnv2_copy_strided.c";
    private static readonly Kernel Rows = Kernel.Own("mnv2_copy_rows", File);
    private static readonly Kernel Strided = Kernel.Own("mnv2_copy_strided", File);

    public override ImmutableArray<KernelForm> Forms => TensorsPixelsAndWholeRows;

    protected override bool Takes(ElementType type) => true;

    protected override KernelAnswer Answer(Slice op, KernelQuestion question)
    {
        var input = question.Input;
        var (dims, start, run) = Walk(op, question);
        if (PortableLimits.WhyNotRank(dims.Length) is { } whyNot)
            return KernelAnswer.No(whyNot);
        if (input.IsConstant)
            return KernelAnswer.No("it takes a part of a constant, which is too large to be taken when the network is compiled");
        var choice = new ChoiceBuilder(question);
        var from = new OperandArgument(op.Input, start, IsReadOnly: true);
        if (dims is [] or [{ Stride: >= 0 }])
        {
            var (rows, stride) = dims.Length == 0 ? (1, run) : dims[0];
            choice.Call(
                Rows, from, ChoiceBuilder.Write(op.Output), new IntegerArgument(rows, "rows"), new IntegerArgument(run, "run"),
                new IntegerArgument(stride, "stride"));
        }
        else
        {
            var parameters = new StructArgument("mnv2_copy_strided_params", "params",
            [
                new StructField("rank", new IntegerValue(dims.Length)),
                StructFields.Array("dims", dims.Select(d => d.Size)),
                StructFields.Array("strides", dims.Select(d => d.Stride)),
                new StructField("run", new IntegerValue(run)),
            ]);
            choice.Call(Strided, parameters, from, ChoiceBuilder.Write(op.Output));
        }

        // Forwards, what is written never gets ahead of what is read.
        if (dims.All(d => d.Stride > 0))
            choice.PermitOverlap(op.Input, 0);
        var runs = dims.Aggregate(1L, (product, d) => product * d.Size);
        choice.Instructions = CostModel.Rescale((int)runs) + CostModel.Move(question.Output.SizeBytes);
        return choice.Build();
    }

    /// <summary>Outer dimensions with their step in bytes, where the first byte is, and how many bytes lie together.</summary>
    private static (ImmutableArray<(int Size, int Stride)> Dims, int Start, int Run) Walk(Slice op, KernelQuestion question)
    {
        var (shape, element) = (question.Input.Shape, question.Input.Type.SizeBytes());
        var strides = Offsets.Strides(shape);
        // Of a tile only channels are chosen, of a row pixels too: that it is the right row is no concern of the kernel.
        var first = question.Form switch { KernelForm.Pixels => shape.Rank - 1, KernelForm.WholeRow => shape.Rank - 2, _ => 0 };
        ImmutableArray<int> size = [.. shape.Dimensions.Take(first), .. op.Size.Skip(first)];
        var start = op.Begin.Zip(strides, (b, stride) => b * stride).Skip(first).Sum() * element;
        var run = element;
        var dims = new List<(int Size, int Stride)>();
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            var step = op.Step[axis] * strides[axis] * element;
            if (size[axis] == 1)
                continue;
            if (dims.Count > 0 && dims[^1].Stride == size[axis] * step)
                dims[^1] = (dims[^1].Size * size[axis], step);
            else
                dims.Add((size[axis], step));
        }

        if (dims.Count > 0 && dims[^1].Stride == element)
        {
            run = dims[^1].Size * element;
            dims.RemoveAt(dims.Count - 1);
        }

        return ([.. dims], start, run);
    }
}
