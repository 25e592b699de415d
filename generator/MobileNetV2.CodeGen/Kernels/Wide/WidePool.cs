using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>Kernels that slide a pooling window.</summary>
internal abstract class WidePool<TOperator>(string name) : WideRule<TOperator>
    where TOperator : PoolOperator
{
    private const string File = "mnv2_pool_s16.c";
    private readonly Kernel _whole = Kernel.Wide($"mnv2_{name}_pool_s16", File);
    private readonly Kernel _tall = Kernel.Wide($"mnv2_{name}_pool_tall_s16", File);
    private readonly Kernel _row = Kernel.Wide($"mnv2_{name}_pool_row_s16", File);

    public sealed override ImmutableArray<KernelForm> Forms => TensorsPixelsAndRows;

    protected sealed override KernelAnswer Answer(TOperator op, KernelQuestion question)
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
        choice.PermitOverlap(op.Input, Bytes(PixelOrder.DistanceBytes(window, pixelsAtOnce: 1)));
        choice.Instructions = PoolParameters.Cost(window);
        return choice.Build();
    }

    protected abstract WindowGeometry Window(TOperator op, ITensorTable tensors);

    protected abstract PoolConstants Constants(TOperator op, ITensorTable tensors);
}

/// <summary>AVERAGE_POOL_2D.</summary>
internal sealed class WideAveragePool() : WidePool<AveragePool2D>("average")
{
    protected override WindowGeometry Window(AveragePool2D op, ITensorTable tensors) => WindowGeometry.Of(op, tensors);

    protected override PoolConstants Constants(AveragePool2D op, ITensorTable tensors) =>
        PoolConstants.For(tensors, op) with { Middle = 0 };
}

/// <summary>MAX_POOL_2D.</summary>
internal sealed class WideMaxPool() : WidePool<MaxPool2D>("max")
{
    protected override WindowGeometry Window(MaxPool2D op, ITensorTable tensors) => WindowGeometry.Of(op, tensors);

    protected override PoolConstants Constants(MaxPool2D op, ITensorTable tensors) => PoolConstants.For(tensors, op);
}

/// <summary>AVERAGE_POOL_2D over the whole image, tile by tile into sums.</summary>
internal sealed class WideAveragePoolTile : WideRule<AveragePool2D>
{
    private static readonly Kernel Tile = Kernel.Wide("mnv2_average_pool_tile_s16");

    public override ImmutableArray<KernelForm> Forms => [KernelForm.Sums];

    protected override KernelAnswer Answer(AveragePool2D op, KernelQuestion question)
    {
        var window = WindowGeometry.Of(op, question.Tensors).Simplified();
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Tile,
            [
                PoolParameters.Of(window, PoolConstants.For(question.Tensors, op) with { Middle = 0 }),
                choice.Read(op.Input),
                .. ChoiceBuilder.PixelRange,
                ChoiceBuilder.Write(op.Output),
            ]);
        choice.Instructions = PoolParameters.Cost(window);
        return choice.Build();
    }
}
