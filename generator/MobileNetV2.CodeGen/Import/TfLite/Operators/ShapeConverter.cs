using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>What networks compute shapes with: SHAPE, FILL, BROADCAST_TO, CAST and REDUCE_PROD.</summary>
internal static class ShapeConverter
{
    public static Operator? ShapeOf(OperatorSource source) => new ShapeOf(source.Id, source.InputIds(1), source.OutputIds);

    public static Operator? Cast(OperatorSource source) => new Cast(source.Id, source.InputIds(1), source.OutputIds);

    public static Operator? Fill(OperatorSource source) =>
        source.ConstantIntegers(0, "shape") is { } shape && source.HasOutput(shape) ? Make(source, source.Input(1)) : null;

    public static Operator? BroadcastTo(OperatorSource source) =>
        source.ConstantIntegers(1, "shape") is { } shape && source.HasOutput(shape) ? Make(source, source.Input(0)) : null;

    public static Operator? ReduceProduct(OperatorSource source)
    {
        var input = source.Input(0).Shape;
        if (source.ConstantIntegers(1, "axes") is not { } values || Axes.Normalise(source, values, input.Rank) is not { } axes)
            return null;
        var keep = source.Options is { } options && new ReducerOptions(options).KeepDimensions;
        return source.HasOutput(Axes.Reduced(input, axes, keep))
            ? new ReduceProduct(source.Id, source.InputIds(1), source.OutputIds, axes)
            : null;
    }

    private static Broadcast Make(OperatorSource source, Tensor input) =>
        new(source.Id, [input.Id], source.OutputIds, source.Converter.Code.Name());
}
