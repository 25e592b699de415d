using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Kernels that slide a pooling window.</summary>
internal abstract class Pool<TOperator>(string name) : KernelRule<TOperator>
    where TOperator : Operator
{
    private readonly Kernel _whole = Kernel.Own($"mnv2_{name}_pool_s8");
    private readonly Kernel _tall = Kernel.Own($"mnv2_{name}_pool_tall_s8", $"mnv2_{name}_pool_s8.c");
    private readonly Kernel _row = Kernel.Own($"mnv2_{name}_pool_row_s8", $"mnv2_{name}_pool_s8.c");

    public override ImmutableArray<KernelForm> Forms => TensorsPixelsAndRows;

    protected override KernelAnswer Answer(TOperator op, KernelQuestion question)
    {
        var window = Window(op, question.Tensors).Simplified();
        var choice = new ChoiceBuilder(question);
        var table = choice.RowTable(window.Window.Height);
        choice.Call(
            question.Form == KernelForm.Row ? _row : table.IsEmpty ? _whole : _tall,
            [
                PoolParameters.Of(window, Constants(op, question.Tensors), question.Form),
                choice.Read(op.Input),
                .. table,
                ChoiceBuilder.Write(op.Output),
                .. choice.RowRange,
            ]);
        choice.PermitOverlap(op.Input, PixelOrder.DistanceBytes(window, pixelsAtOnce: 1));
        choice.Instructions = PoolParameters.Cost(window);
        return choice.Build();
    }

    protected abstract WindowGeometry Window(TOperator op, ITensorTable tensors);

    protected abstract PoolConstants Constants(TOperator op, ITensorTable tensors);
}
