using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>PAD (with the real value 0) and PADV2 (with a constant).</summary>
internal sealed class PadConverter : OperatorConversion
{
    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.Pad, 5, 2, 2, DataTypes.Quantized, Convert),
        new(BuiltinOperator.PadV2, 5, 3, 3, DataTypes.Quantized, Convert),
    ];

    private static Pad? Convert(OperatorSource source)
    {
        if (source.ConstantIntegers(1, "paddings") is not { } paddings || !HasPairs(source, source.Input(1).Shape))
            return null;
        if (Value(source) is not { } value)
            return null;
        return new Pad(
            source.Id,
            source.InputIds(1),
            source.OutputIds,
            [.. paddings.Where((_, i) => i % 2 == 0)],
            [.. paddings.Where((_, i) => i % 2 == 1)],
            value);
    }

    private static bool HasPairs(OperatorSource source, Shape paddings)
    {
        var rank = source.Input(0).Shape.Rank;
        return (paddings.Rank == 2 && paddings[0] == rank && paddings[1] == 2)
            || source.BadOption($"the paddings have shape {paddings}, {rank}x2 expected", "export the model again");
    }

    private static int? Value(OperatorSource source)
    {
        if (source.InputCount < 3)
            return source.Output.Quantization?.ZeroPoint ?? 0;
        var constant = source.Input(2);
        if (constant is { Type: ElementType.Int8, Data: { } data, Shape.ElementCount: 1 }
            && Equals(constant.Quantization, source.Output.Quantization))
            return unchecked((sbyte)data.Span[0]);
        source.BadOption(
            $"the padding value, tensor {constant}, is not one int8 constant with the output's scale and zero point",
            "pad with a constant of the same quantization, or with zeros");
        return null;
    }
}
