using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Import.Onnx.Operators;

/// <summary>
/// QuantizeLinear and DequantizeLinear. A pair of them around an activation says what integers stand for it; behind a constant the second
/// says which reals its integers are.
/// </summary>
internal static class OnnxQuantization
{
    private const int UnsignedOffset = 128;

    public static void QuantizeLinear(OnnxSource source)
    {
        var input = source.Input(0);
        var scale = source.Constant(1, "scale");
        var zeroPoint = source.Has(2) ? source.Constant(2, "zero point") : null;
        if (input.Constant is { } constant)
            GiveConstant(source, constant, scale.AsReals(), zeroPoint, TypeOf(zeroPoint));
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
        source.Graph.Quantize(source.Graph.InOrder(value, value.Order), Parameters(scale, zeroPoint));
        return value;
    }

    /// <summary>What the integers of an activation mean.</summary>
    public static QuantizationParameters Parameters(OnnxConstant scale, OnnxConstant? zeroPoint)
    {
        var type = TypeOf(zeroPoint);
        if (scale.AsReals() is not [var step] || !(step > 0) || !float.IsFinite(step) || zeroPoint is { Integers: not [_] })
            throw new RefusedException("an activation does not have one positive scale", "quantize activations per tensor");
        return QuantizationParameters.PerTensor(
            step, (int)(zeroPoint?.Integers![0] ?? 0) - (type == Schema.OnnxType.UInt8 ? UnsignedOffset : 0));
    }

    /// <summary>The reals that integers of a constant stand for, along <paramref name="axis"/> when there are several scales;
    /// the integers are kept beside them.</summary>
    public static OnnxConstant Reals(OnnxConstant constant, float[] scales, OnnxConstant? zeroPoint, long axis)
    {
        if (constant.Integers is not { } integers
            || constant.Type is not (Schema.OnnxType.Int8 or Schema.OnnxType.UInt8 or Schema.OnnxType.Int32))
            throw new RefusedException($"a constant of {constant.Type} is dequantized", "store weights in int8, biases in int32");
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

    private static Schema.OnnxType TypeOf(OnnxConstant? zeroPoint)
    {
        var type = zeroPoint?.Type ?? Schema.OnnxType.UInt8;
        return type is Schema.OnnxType.Int8 or Schema.OnnxType.UInt8
            ? type
            : throw new RefusedException($"activations are quantized to {type}", "quantize to int8 or uint8");
    }

    /// <summary>Weights that the file keeps as reals.</summary>
    private static void GiveConstant(
        OnnxSource source, OnnxConstant constant, float[] scales, OnnxConstant? zeroPoint, Schema.OnnxType type)
    {
        var inner = InnerSize(constant, scales, AxisOf(constant, scales, source.Integer("axis", 1)));
        var (least, most) = type == Schema.OnnxType.Int8 ? ((int)sbyte.MinValue, (int)sbyte.MaxValue) : (byte.MinValue, byte.MaxValue);
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
