using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>SPLIT, SPLIT_V and UNPACK. How long the parts are is what the file says of the outputs;
/// sizes that it gives beside must agree.</summary>
internal sealed class SplitConverter : OperatorConversion
{
    private static readonly OptionsField<int> UnpackAxis = OptionsField.Int32(1);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.Split, 4, 2, 2, DataTypes.Any, Split) { MaxOutputs = int.MaxValue },
        new(BuiltinOperator.SplitV, 2, 3, 3, DataTypes.Any, SplitV) { MaxOutputs = int.MaxValue },
        new(BuiltinOperator.Unpack, 4, 1, 1, DataTypes.Any, Unpack)
            { Options = new(OptionsKind.Unpack, UnpackAxis), MayLackOptions = true, MaxOutputs = int.MaxValue },
    ];

    private static Split? Split(OperatorSource source)
    {
        if (source.ConstantAxis(0, source.Input(1).Shape.Rank) is not { } axis)
            return null;
        var (whole, parts) = (source.Input(1).Shape.Dimensions, source.OutputIds.Length);
        FillShapes(source, whole, axis, Enumerable.Repeat(whole[axis] / parts, parts));
        return Make(source, source.Input(1), axis);
    }

    private static Split? SplitV(OperatorSource source)
    {
        if (source.ConstantIntegers(1, "sizes") is not { } sizes || source.ConstantAxis(2, source.Input(0).Shape.Rank) is not { } axis)
            return null;
        if (sizes.Length == source.OutputIds.Length && sizes.Count(s => s == -1) <= 1)
        {
            var whole = source.Input(0).Shape.Dimensions;
            var rest = whole[axis] - sizes.Where(s => s != -1).Sum(s => (long)s);
            FillShapes(source, whole, axis, sizes.Select(s => s == -1 ? (int)Math.Clamp(rest, 0, int.MaxValue) : s));
        }

        int[] given = [.. source.Outputs.Select(t => t.Shape.Dimensions.ElementAtOrDefault(axis))];
        // One size may be -1: whatever is left.
        if (sizes.Length == given.Length && sizes.Count(s => s == -1) <= 1
            && sizes.Zip(given).All(pair => pair.First == -1 || pair.First == pair.Second))
            return Make(source, source.Input(0), axis);
        source.BadOption($"the sizes [{string.Join(", ", sizes)}] are not those of the outputs, [{string.Join(", ", given)}]",
            "export the model again");
        return null;
    }

    private static Split? Unpack(OperatorSource source) =>
        Axes.Normalise(source, source.Option(UnpackAxis), source.Input(0).Shape.Rank) is { } axis
            ? Make(source, source.Input(0), axis)
            : null;

    private static void FillShapes(OperatorSource source, ImmutableArray<int> whole, int axis, IEnumerable<int> parts)
    {
        foreach (var (output, part) in source.Outputs.Zip(parts).ToArray())
            source.FillShape(output, whole.SetItem(axis, part));
    }

    private static Split Make(OperatorSource source, Tensor input, int axis) =>
        new(source.Id, [input.Id], source.OutputIds, axis, source.Converter.Code.Name());
}
