using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>SPACE_TO_BATCH_ND and BATCH_TO_SPACE_ND of images and sequences.</summary>
internal sealed class BatchSpaceConverter : OperatorConversion
{
    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.SpaceToBatchNd, 4, 3, 3, DataTypes.Quantized, SpaceToBatch),
        new(BuiltinOperator.BatchToSpaceNd, 4, 3, 3, DataTypes.Quantized, BatchToSpace),
    ];

    private static SpaceToBatch? SpaceToBatch(OperatorSource source) =>
        Read(source, "paddings") is var (block, border)
            ? new SpaceToBatch(source.Id, source.InputIds(1), source.OutputIds, block, border, source.Output.Quantization?.ZeroPoint ?? 0)
            : null;

    private static BatchToSpace? BatchToSpace(OperatorSource source) =>
        Read(source, "crops") is var (block, border)
            ? new BatchToSpace(source.Id, source.InputIds(1), source.OutputIds, block, border)
            : null;

    private static (Size2D Block, Padding2D Border)? Read(OperatorSource source, string role)
    {
        var sides = source.Input(0).Shape.Rank - 2;
        if ((sides != 1 && !source.HasRank(source.Input(0), 4))
            || source.ConstantIntegers(1, "block shape") is not { } block
            || source.ConstantIntegers(2, role) is not { } border)
            return null;
        if (sides == 1 && block is [var length] && border is [var before, var after])
            return (new(length, 1), new(before, after, 0, 0));
        if (sides == 2 && block is [var height, var width] && border is [var top, var bottom, var left, var right])
            return (new(height, width), new(top, bottom, left, right));
        source.BadOption(
            $"the block has {block.Length} and its {role} {border.Length} numbers, {sides} and {2 * sides} are supported",
            "split height and width only");
        return null;
    }
}
