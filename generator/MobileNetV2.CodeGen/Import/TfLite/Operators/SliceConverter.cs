using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>SLICE and STRIDED_SLICE with constant bounds: what they ask for, dimension by dimension.</summary>
internal sealed class SliceConverter : OperatorConversion
{
    private static readonly OptionsField<int> BeginMask = OptionsField.Int32(0);
    private static readonly OptionsField<int> EndMask = OptionsField.Int32(1);
    private static readonly OptionsField<int> EllipsisMask = OptionsField.Int32(2);
    private static readonly OptionsField<int> NewAxisMask = OptionsField.Int32(3);
    private static readonly OptionsField<int> ShrinkAxisMask = OptionsField.Int32(4);
    private static readonly OptionsField<bool> EndIsOffset = OptionsField.Bool(5);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.Slice, 6, 3, 3, DataTypes.Any, Slice),
        new(BuiltinOperator.StridedSlice, 8, 4, 4, DataTypes.Any, StridedSlice)
        {
            Options = new(OptionsKind.StridedSlice, BeginMask, EndMask, EllipsisMask, NewAxisMask, ShrinkAxisMask, EndIsOffset),
        },
    ];

    private static Slice? Slice(OperatorSource source)
    {
        var input = source.Input(0).Shape;
        if (source.ConstantIntegers(1, "begin") is not { } begin || source.ConstantIntegers(2, "size") is not { } size)
            return null;
        if (begin.Length == input.Rank && size.Length == input.Rank)
        {
            ImmutableArray<int> taken = [.. size.Select((s, axis) => s == -1 ? input[axis] - begin[axis] : s)];
            source.FillShape(source.Output, taken);
            return Make(source, begin, taken, [.. begin.Select(_ => 1)]);
        }

        source.BadOption($"{begin.Length} begins and {size.Length} sizes were given for {input.Rank} dimensions", "export the model again");
        return null;
    }

    private static Slice? StridedSlice(OperatorSource source)
    {
        var (newAxes, ellipses) = (source.Option(NewAxisMask), source.Option(EllipsisMask));
        var input = source.Input(0).Shape;
        if (source.ConstantIntegers(1, "begin") is not { } begin
            || source.ConstantIntegers(2, "end") is not { } end
            || source.ConstantIntegers(3, "strides") is not { } strides)
            return null;
        if (begin.Length != end.Length || begin.Length != strides.Length || strides.Contains(0))
        {
            source.BadOption($"begin, end and strides have {begin.Length}, {end.Length} and {strides.Length} numbers, or a stride is 0",
                "export the model again");
            return null;
        }

        var (ranges, kept) = (new List<SliceRange>(), new List<int>());
        var given = Enumerable.Range(0, begin.Length).Count(i => !IsSet(newAxes, i) && !IsSet(ellipses, i));
        for (var i = 0; i < begin.Length; i++)
        {
            // A new axis has size 1 in the output and takes nothing of the input; an ellipsis stands for all dimensions not named.
            if (IsSet(ellipses, i))
                Take(Enumerable.Range(ranges.Count, Math.Max(0, input.Rank - given)).TakeWhile(axis => axis < input.Rank)
                    .Select(axis => SliceRange.All(input[axis])).ToArray());
            else if (IsSet(newAxes, i))
                kept.Add(1);
            else if (ranges.Count < input.Rank)
                Take(Range(source, i, (begin[i], end[i], strides[i]), input[ranges.Count]));
            if (!IsSet(ellipses, i) && !IsSet(newAxes, i) && IsSet(source.Option(ShrinkAxisMask), i) && kept.Count > 0)
                kept.RemoveAt(kept.Count - 1);
        }

        Take(input.Dimensions.Skip(ranges.Count).Select(SliceRange.All).ToArray());
        if (given <= input.Rank && ranges.TrueForAll(r => r.Count > 0))
        {
            source.FillShape(source.Output, [.. kept]);
            return Make(source, [.. ranges.Select(r => r.Begin)], [.. ranges.Select(r => r.Count)], [.. ranges.Select(r => r.Step)]);
        }

        source.BadOption($"the slice of {input} is empty or names {given} dimensions", "export the model again");
        return null;

        void Take(params SliceRange[] taken)
        {
            ranges.AddRange(taken);
            kept.AddRange(taken.Select(r => r.Count));
        }
    }

    private static SliceRange Range(OperatorSource source, int index, (int Begin, int End, int Stride) given, int size)
    {
        int? begin = IsSet(source.Option(BeginMask), index) ? null : given.Begin;
        int? end = IsSet(source.Option(EndMask), index) ? null : given.End;
        var first = SliceRange.First(begin, given.Stride, size);
        if (IsSet(source.Option(ShrinkAxisMask), index))
            return new SliceRange(first, 1, 1);
        if (source.Option(EndIsOffset) && end is { } length)
            end = (int)Math.Clamp((long)first + length, int.MinValue, int.MaxValue);
        return SliceRange.Of(first, end, given.Stride, size);
    }

    private static bool IsSet(int mask, int index) => index < 32 && ((mask >> index) & 1) != 0;

    private static Slice Make(OperatorSource source, ImmutableArray<int> begin, ImmutableArray<int> size, ImmutableArray<int> step) =>
        new(source.Id, source.InputIds(1), source.OutputIds, begin, size, step, source.Converter.Code.Name());
}
