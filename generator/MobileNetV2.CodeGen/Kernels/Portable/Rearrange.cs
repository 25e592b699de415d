using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>
/// Operators whose output elements are input elements: a copy with fixed steps where the walk has them, else one through tables of
/// offsets. Neighbouring bytes are copied together.
/// </summary>
internal sealed class Rearrange : KernelRule
{
    private static readonly Kernel Strided = Kernel.Own("mnv2_copy_strided", "mnv2_copy_strided.c");
    private static readonly Kernel Indexed = Kernel.Own("mnv2_copy_indexed");

    public override ImmutableArray<KernelForm> Forms => TensorsPixelsAndWholeRows;

    public override ImmutableArray<Type> Served => [.. OperatorCatalog.All.Where(d => d is IRearrangement).Select(d => d.OperatorType)];

    protected override bool Serves(KernelQuestion question) => OperatorCatalog.Of(question.Operator) is IRearrangement;

    protected override bool Takes(ElementType type) => true;

    protected override KernelAnswer Answer(KernelQuestion question)
    {
        var (op, input) = (question.Operator, question.Input);
        var walk = ((IRearrangement)OperatorCatalog.Of(op)).Walk(op, input.Shape);
        var (axes, run) = Simplified(walk, input.Type.SizeBytes());
        var choice = new ChoiceBuilder(question);
        var start = axes.Sum(a => a.Offsets[0]);
        if (axes.All(a => a.Step is not null) && !input.IsConstant)
        {
            choice.Call(
                Strided,
                new StructArgument("mnv2_copy_strided_params", "params",
                [
                    new StructField("rank", new IntegerValue(axes.Length)),
                    StructFields.Array("dims", axes.Select(a => a.Size)),
                    StructFields.Array("strides", axes.Select(a => a.Step!.Value)),
                    new StructField("run", new IntegerValue(run)),
                ]),
                new OperandArgument(op.Input, start, IsReadOnly: true),
                ChoiceBuilder.Write(op.Output));
        }
        else
        {
            choice.Call(
                Indexed,
                new StructArgument("mnv2_copy_indexed_params", "params",
                [
                    new StructField("rank", new IntegerValue(axes.Length)),
                    StructFields.Array("dims", axes.Select(a => a.Size)),
                    new StructField("run", new IntegerValue(run)),
                ]),
                choice.Words("offsets", "bytes from the input's first along each dimension", axes.Sum(a => a.Size), () =>
                    axes.SelectMany(a => a.Offsets)),
                choice.Read(op.Input),
                ChoiceBuilder.Write(op.Output));
        }

        choice.Instructions = CostModel.Rescale(question.Output.SizeBytes / run) + CostModel.Move(question.Output.SizeBytes);
        return choice.Build();
    }

    /// <summary>A dimension and the next become one.</summary>
    private static void Join(List<MoveAxis> axes, int outer)
    {
        axes[outer] = new([.. axes[outer].Offsets.SelectMany(_ => axes[outer + 1].Offsets, (x, y) => x + y)]);
        axes.RemoveAt(outer + 1);
    }

    /// <summary>The walk in bytes, in as few dimensions as possible, and how many bytes lie together at each place.</summary>
    private static (ImmutableArray<MoveAxis> Axes, int Run) Simplified(ImmutableArray<MoveAxis> walk, int element)
    {
        var axes = walk.Select(a => new MoveAxis([.. a.Offsets.Select(o => o * element)])).ToList();
        var run = element;
        while (axes.Count > 0 && axes[^1].Offsets[0] == 0 && (axes[^1].Size == 1 || axes[^1].Step == run))
        {
            run *= axes[^1].Size;
            axes.RemoveAt(axes.Count - 1);
        }

        for (var outer = axes.Count - 2; outer >= 0; outer--)
        {
            var (a, b) = (axes[outer], axes[outer + 1]);
            if (b.Step is not { } step || a.Step is null || (a.Size > 1 && b.Size > 1 && a.Step != step * b.Size))
                continue;
            Join(axes, outer);
        }

        // Offsets of two dimensions are those of one as well, in a longer table.
        while (axes.Count > PortableLimits.Rank)
            Join(axes, Enumerable.Range(0, axes.Count - 1).MinBy(i => (long)axes[i].Size * axes[i + 1].Size));

        return (axes.Count == 0 ? [MoveAxis.Of(1, 0)] : [.. axes], run);
    }
}
