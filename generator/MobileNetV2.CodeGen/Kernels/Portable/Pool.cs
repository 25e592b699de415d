using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Kernels that slide a pooling window.</summary>
internal abstract class Pool<TOperator>(Kernel whole, Kernel tall, Kernel row, int elementBytes = 1) : KernelRule<TOperator>
    where TOperator : PoolOperator
{
    protected Pool(string name)
        : this(
            Kernel.Own($"mnv2_{name}_pool_s8"),
            Kernel.Own($"mnv2_{name}_pool_tall_s8", $"mnv2_{name}_pool_s8.c"),
            Kernel.Own($"mnv2_{name}_pool_row_s8", $"mnv2_{name}_pool_s8.c"))
    {
    }

    public sealed override ImmutableArray<KernelForm> Forms => TensorsPixelsAndRows;

    protected sealed override KernelAnswer Answer(TOperator op, KernelQuestion question)
    {
        var window = WindowGeometry.Of(op, question.Tensors).Simplified();
        var choice = new ChoiceBuilder(question);
        var table = choice.RowTable(window.Window.Height);
        choice.Call(
            question.Form == KernelForm.Row ? row : table.IsEmpty ? whole : tall,
            [
                PoolParameters.Of(window, Constants(op, question.Tensors), question.Form),
                choice.Read(op.Input),
                .. table,
                ChoiceBuilder.Write(op.Output),
                .. choice.RowRange,
            ]);
        choice.PermitOverlap(op.Input, checked(elementBytes * PixelOrder.DistanceBytes(window, pixelsAtOnce: 1)));
        choice.Instructions = Cost(window, question.Target);
        return choice.Build();
    }

    protected virtual long Cost(WindowGeometry window, Target target) => PoolParameters.Cost(window, target);

    protected abstract PoolConstants Constants(TOperator op, ITensorTable tensors);
}
