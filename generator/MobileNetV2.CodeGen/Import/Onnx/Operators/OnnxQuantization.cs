using System.Collections.Frozen;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Onnx.Schema;

namespace MobileNetV2.CodeGen.Import.Onnx.Operators;

/// <summary>
/// QuantizeLinear and DequantizeLinear. A pair of them around an activation says what integers stand for it; behind a constant the second
/// says which reals its integers are.
/// </summary>
internal static class OnnxQuantization
{
    /// <summary>Element types of activations and weights, and their least and largest integers.</summary>
    private static readonly FrozenDictionary<OnnxType, (long Least, long Most)> Ranges = new Dictionary<OnnxType, (long, long)>
    {
        [OnnxType.Int8] = (sbyte.MinValue, sbyte.MaxValue),
        [OnnxType.UInt8] = (byte.MinValue, byte.MaxValue),
        [OnnxType.Int16] = (short.MinValue, short.MaxValue),
        [OnnxType.UInt16] = (ushort.MinValue, ushort.MaxValue),
        [OnnxType.Int4] = (-8, 7),
        [OnnxType.UInt4] = (0, 15),
    }.ToFrozenDictionary();

    public static void QuantizeLinear(OnnxSource source)
    {
        var input = source.Input(0);
        var scale = source.Constant(1, "scale");
        var zeroPoint = source.Has(2) ? source.Constant(2, "zero point") : null;
        if (input.Constant is { } constant)
            GiveConstant(source, constant, scale.AsReals(), zeroPoint);
        else
            source.Give(Quantized(source, input, scale, zeroPoint));
    }

    public static void DequantizeLinear(OnnxSource source)
    {
        var input = source.Input(0);
        var (scale, zeroPoint) = (source.Constant(1, "scale"), source.Has(2) ? source.Constant(2, "zero point") : null);
        if (input.Constant is { } constant)
            source.Give(OnnxValue.Of(source.Name, Reals(constant, scale.AsReals(), zeroPoint, source.Integer("axis", 1))));
        else
            // An input of the network may be integers from the start: then this says which.
            source.Give(source.Graph.Quantizations.ContainsKey(input.Tensor!.Value) ? input : Quantized(source, input, scale, zeroPoint));
    }

    /// <summary>An activation of which it is now known what integers stand for it.</summary>
    public static OnnxValue Quantized(OnnxSource source, OnnxValue value, OnnxConstant scale, OnnxConstant? zeroPoint)
    {
        source.Graph.Quantize(source.Graph.InOrder(value, value.Order), Parameters(source, scale, zeroPoint));
        return value;
    }

    /// <summary>What the integers of an activation mean: those that are stored, of 8 bits with a sign or of 16.</summary>
    private static OnnxIntegers Parameters(OnnxSource source, OnnxConstant scale, OnnxConstant? zeroPoint)
    {
        var type = TypeOf(source, zeroPoint);
        if (scale.AsReals() is not [var step] || !(step > 0) || !float.IsFinite(step) || zeroPoint is { Integers: not [_] })
            throw new RefusedException("an activation does not have one positive scale", "quantize activations per tensor");
        if (type is OnnxType.Int4 or OnnxType.UInt4)
            throw new RefusedException($"activations are quantized to {type}", "quantize activations to 8 or 16 bits");
        var (least, most) = Ranges[type];
        var isWide = type is OnnxType.Int16 or OnnxType.UInt16;
        var zero = (zeroPoint?.Integers![0] ?? 0) - ((least + most + 1) / 2);
        if (isWide && zero != 0)
            throw new RefusedException(
                $"activations of 16 bits have the zero point {zeroPoint?.Integers![0] ?? 0}",
                "quantize activations of 16 bits symmetrically");
        return new OnnxIntegers(QuantizationParameters.PerTensor(step, (int)zero), isWide);
    }

    /// <summary>The reals that integers of a constant stand for, along <paramref name="axis"/> when there are several scales;
    /// the integers are kept beside them.</summary>
    public static OnnxConstant Reals(OnnxConstant constant, float[] scales, OnnxConstant? zeroPoint, long axis)
    {
        if (constant.Integers is not { } integers
            || constant.Type is not (OnnxType.Int8 or OnnxType.UInt8 or OnnxType.Int4 or OnnxType.UInt4 or OnnxType.Int32))
            throw new RefusedException(
                $"a constant of {constant.Type} is dequantized", "store weights in 4 or 8 bits, biases in int32");
        var at = AxisOf(constant, scales, axis);
        var zeros = zeroPoint?.Integers ?? new long[scales.Length];
        if (zeros.Length == 1 && scales.Length > 1)
            zeros = [.. Enumerable.Repeat(zeros[0], scales.Length)];
        if (zeros.Length != scales.Length)
            throw new RefusedException($"there are {scales.Length} scales and {zeros.Length} zero points", "export the model again");
        var inner = InnerSize(constant, scales, at);
        var reals = new float[integers.Length];
        for (var i = 0; i < reals.Length; i++)
        {
            var channel = i / inner % scales.Length;
            reals[i] = scales[channel] * (integers[i] - zeros[channel]);
        }

        return OnnxConstant.Of(constant.Dimensions, reals) with { Stored = new OnnxStored(constant, [.. scales], [.. zeros], at) };
    }

    /// <summary>That of the zero point; without one the node says it, or it is uint8.</summary>
    private static OnnxType TypeOf(OnnxSource source, OnnxConstant? zeroPoint)
    {
        var type = zeroPoint?.Type ?? (OnnxType)source.Integer("output_dtype", (long)OnnxType.UInt8);
        if (type == OnnxType.Undefined)
            type = OnnxType.UInt8;
        return Ranges.ContainsKey(type)
            ? type
            : throw new RefusedException($"values are quantized to {type}", "quantize to int8, uint8 or int16");
    }

    /// <summary>Weights that the file keeps as reals.</summary>
    private static void GiveConstant(OnnxSource source, OnnxConstant constant, float[] scales, OnnxConstant? zeroPoint)
    {
        var type = TypeOf(source, zeroPoint);
        var inner = InnerSize(constant, scales, AxisOf(constant, scales, source.Integer("axis", 1)));
        var (least, most) = Ranges[type];
        var reals = constant.AsReals();
        var integers = new long[reals.Length];
        for (var i = 0; i < integers.Length; i++)
        {
            var channel = i / inner % scales.Length;
            var zero = zeroPoint?.Integers is { } zeros ? zeros[channel % zeros.Length] : 0;
            integers[i] = (long)Math.Clamp(Math.Round(reals[i] / (double)scales[channel], MidpointRounding.ToEven) + zero, least, most);
        }

        source.Give(OnnxValue.Of(source.Name, OnnxConstant.Of(constant.Dimensions, integers) with { Type = type }));
    }

    private static int AxisOf(OnnxConstant constant, float[] scales, long axis)
    {
        if (scales.Length == 1)
            return 0;
        var at = OnnxSource.Axis(axis, constant.Dimensions.Length);
        return scales.Length == constant.Dimensions[at]
            ? at
            : throw new RefusedException(
                $"there are {scales.Length} scales for {constant.Dimensions[at]} channels", "quantize per tensor or per channel");
    }

    private static int InnerSize(OnnxConstant constant, float[] scales, int axis) =>
        scales.Length == 1 ? 1 : constant.Dimensions.Skip(axis + 1).Aggregate(1, (product, size) => product * size);
}
