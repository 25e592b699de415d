using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>SPACE_TO_BATCH_ND and BATCH_TO_SPACE_ND of images.</summary>
internal static class BatchSpaceConverter
{
    public static Operator? SpaceToBatch(OperatorSource source) =>
        Read(source, "paddings") is var (block, border)
            ? new SpaceToBatch(source.Id, source.InputIds(1), source.OutputIds, block, border, source.Output.Quantization?.ZeroPoint ?? 0)
            : null;

    public static Operator? BatchToSpace(OperatorSource source) =>
        Read(source, "crops") is var (block, border)
            ? new BatchToSpace(source.Id, source.InputIds(1), source.OutputIds, block, border)
            : null;

    private static (Size2D Block, Padding2D Border)? Read(OperatorSource source, string role)
    {
        if (!source.HasRank(source.Input(0), 4)
            || source.ConstantIntegers(1, "block shape") is not { } block
            || source.ConstantIntegers(2, role) is not { } border)
            return null;
        if (block is [var height, var width] && border is [var top, var bottom, var left, var right])
            return (new(height, width), new(top, bottom, left, right));
        source.BadOption(
            $"the block has {block.Length} and its {role} {border.Length} numbers, 2 and 4 are supported", "split height and width only");
        return null;
    }
}
