using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>Operators that give elements of their input at other places, which constants say.</summary>
internal static class RearrangingConverter
{
    public static Operator? Gather(OperatorSource source)
    {
        var options = source.Options is { } table ? new GatherOptions(table) : default(GatherOptions?);
        if (options?.BatchDimensions is > 0)
        {
            source.BadOption($"{options.Value.BatchDimensions} batch dimensions are not supported", "gather along one axis only");
            return null;
        }

        var input = source.Input(0).Shape;
        if (Axes.Normalise(source, options?.Axis ?? 0, input.Rank) is not { } axis)
            return null;
        if (!source.Input(1).IsConstant)
            return new GatherV2(source.Id, source.InputIds(2), source.OutputIds, axis);
        if (source.ConstantIndices(1, "indices") is not { } indices)
            return null;
        return new Gather(source.Id, source.InputIds(1), source.OutputIds, axis, indices);
    }

    public static Operator? Tile(OperatorSource source) =>
        source.ConstantIntegers(1, "multiples") is { } multiples
            ? new Tile(source.Id, source.InputIds(1), source.OutputIds, multiples)
            : null;

    public static Operator? Reverse(OperatorSource source) =>
        source.ConstantIntegers(1, "axes") is { } values && Axes.Normalise(source, values, source.Input(0).Shape.Rank) is { } axes
            ? new Reverse(source.Id, source.InputIds(1), source.OutputIds, axes)
            : null;

    public static Operator? MirrorPad(OperatorSource source)
    {
        var mode = new MirrorPadOptions(source.Options!.Value).Mode;
        if (mode > 1)
        {
            source.BadOption($"mirror mode {mode} is unknown, 0 (REFLECT) and 1 (SYMMETRIC) are supported", "export the model again");
            return null;
        }

        var rank = source.Input(0).Shape.Rank;
        if (source.ConstantIntegers(1, "paddings") is not { } paddings)
            return null;
        if (paddings.Length != 2 * rank)
        {
            source.BadOption($"there are {paddings.Length} paddings, two for each of {rank} dimensions expected", "export the model again");
            return null;
        }

        return new MirrorPad(
            source.Id,
            source.InputIds(1),
            source.OutputIds,
            [.. paddings.Where((_, i) => i % 2 == 0)],
            [.. paddings.Where((_, i) => i % 2 == 1)],
            IsSymmetric: mode == 1);
    }

    public static Operator? DepthToSpace(OperatorSource source) =>
        new DepthToSpace(source.Id, source.InputIds(1), source.OutputIds, new BlockOptions(source.Options!.Value).Block);

    public static Operator? SpaceToDepth(OperatorSource source) =>
        new SpaceToDepth(source.Id, source.InputIds(1), source.OutputIds, new BlockOptions(source.Options!.Value).Block);
}
