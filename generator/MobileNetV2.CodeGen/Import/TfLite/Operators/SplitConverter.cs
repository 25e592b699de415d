using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>SPLIT, SPLIT_V and UNPACK. How long the parts are is what the file says of the outputs;
/// sizes that it gives beside must agree.</summary>
internal static class SplitConverter
{
    public static Operator? Split(OperatorSource source) =>
        source.ConstantAxis(0, source.Input(1).Shape.Rank) is { } axis ? Make(source, source.Input(1), axis) : null;

    public static Operator? SplitV(OperatorSource source)
    {
        if (source.ConstantIntegers(1, "sizes") is not { } sizes || source.ConstantAxis(2, source.Input(0).Shape.Rank) is not { } axis)
            return null;
        int[] given = [.. source.Outputs.Select(t => t.Shape.Dimensions.ElementAtOrDefault(axis))];
        // One size may be -1: whatever is left.
        if (sizes.Length == given.Length && sizes.Count(s => s == -1) <= 1
            && sizes.Zip(given).All(pair => pair.First == -1 || pair.First == pair.Second))
            return Make(source, source.Input(0), axis);
        source.BadOption($"the sizes [{string.Join(", ", sizes)}] are not those of the outputs, [{string.Join(", ", given)}]",
            "export the model again");
        return null;
    }

    public static Operator? Unpack(OperatorSource source)
    {
        var axis = source.Options is { } options ? new UnpackOptions(options).Axis : 0;
        return Axes.Normalise(source, axis, source.Input(0).Shape.Rank) is { } normal ? Make(source, source.Input(0), normal) : null;
    }

    private static Split Make(OperatorSource source, Tensor input, int axis) =>
        new(source.Id, [input.Id], source.OutputIds, axis, source.Converter.Code.Name());
}
