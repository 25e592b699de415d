using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>Operators that give elements of their input at other places, which constants say.</summary>
internal sealed class RearrangingConverter : OperatorConversion
{
    private static readonly OptionsField<int> GatherAxis = OptionsField.Int32(0);
    private static readonly OptionsField<int> BatchDimensions = OptionsField.Int32(1);
    private static readonly OptionsField<byte> MirrorMode = OptionsField.Byte(0);
    private static readonly OptionsField<int> Block = OptionsField.Int32(0);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.Gather, 7, 2, 2, DataTypes.Any, Gather)
            { Options = new(OptionsKind.Gather, GatherAxis, BatchDimensions), MayLackOptions = true },
        new(BuiltinOperator.GatherNd, 5, 2, 2, DataTypes.Any, s => new GatherNd(s.Id, s.InputIds(2), s.OutputIds)),
        new(BuiltinOperator.DynamicUpdateSlice, 2, 3, 3, DataTypes.Any, s => new DynamicUpdateSlice(s.Id, s.InputIds(3), s.OutputIds)),
        new(BuiltinOperator.Tile, 3, 2, 2, DataTypes.Any, Tile),
        new(BuiltinOperator.ReverseV2, 3, 2, 2, DataTypes.Any, Reverse),
        new(BuiltinOperator.MirrorPad, 3, 2, 2, DataTypes.Any, MirrorPad) { Options = new(OptionsKind.MirrorPad, MirrorMode) },
        new(BuiltinOperator.DepthToSpace, 2, 1, 1, DataTypes.Any, s => new DepthToSpace(s.Id, s.InputIds(1), s.OutputIds, s.Option(Block)))
            { Options = new(OptionsKind.DepthToSpace, Block) },
        new(BuiltinOperator.SpaceToDepth, 2, 1, 1, DataTypes.Any, s => new SpaceToDepth(s.Id, s.InputIds(1), s.OutputIds, s.Option(Block)))
            { Options = new(OptionsKind.SpaceToDepth, Block) },
    ];

    private static Operator? Gather(OperatorSource source)
    {
        if (source.Option(BatchDimensions) is > 0 and var batch)
        {
            source.BadOption($"{batch} batch dimensions are not supported", "gather along one axis only");
            return null;
        }

        var input = source.Input(0).Shape;
        if (Axes.Normalise(source, source.Option(GatherAxis), input.Rank) is not { } axis)
            return null;
        if (!source.Input(1).IsConstant)
            return new GatherV2(source.Id, source.InputIds(2), source.OutputIds, axis);
        if (source.ConstantIndices(1, "indices") is not { } indices)
            return null;
        source.FillShape(source.Output, input.Dimensions.RemoveAt(axis).InsertRange(axis, source.Input(1).Shape.Dimensions));
        return new Gather(source.Id, source.InputIds(1), source.OutputIds, axis, indices);
    }

    private static Tile? Tile(OperatorSource source) =>
        source.ConstantIntegers(1, "multiples") is { } multiples
            ? new Tile(source.Id, source.InputIds(1), source.OutputIds, multiples)
            : null;

    private static Reverse? Reverse(OperatorSource source) =>
        source.ConstantIntegers(1, "axes") is { } values && Axes.Normalise(source, values, source.Input(0).Shape.Rank) is { } axes
            ? new Reverse(source.Id, source.InputIds(1), source.OutputIds, axes)
            : null;

    private static MirrorPad? MirrorPad(OperatorSource source)
    {
        var mode = source.Option(MirrorMode);
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
}
