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
        var scales = source.Constant(1, "scale").AsReals();
        var zeroPoint = source.Has(2) ? source.Constant(2, "zero point") : null;
        var type = zeroPoint?.Type ?? Schema.OnnxType.UInt8;
        if (type is not (Schema.OnnxType.Int8 or Schema.OnnxType.UInt8))
            throw new RefusedException($"activations are quantized to {type}", "quantize to int8 or uint8");
        if (input.Constant is { } constant)
        {
            GiveConstant(source, constant, scales, zeroPoint, type);
            return;
        }

        if (scales is not [var scale] || !(scale > 0) || !float.IsFinite(scale))
            throw new RefusedException("an activation does not have one positive scale", "quantize activations per tensor");
        var zero = (int)(zeroPoint?.Integers![0] ?? 0) - (type == Schema.OnnxType.UInt8 ? UnsignedOffset : 0);
        source.Graph.Quantize(source.Graph.InOrder(input, input.Order), QuantizationParameters.PerTensor(scale, zero));
        source.Give(input);
    }

    public static void DequantizeLinear(OnnxSource source)
    {
        var input = source.Input(0);
        if (input.Constant is not { } constant)
        {
            source.Give(input);
            return;
        }

        var (scales, zeroPoint) = (source.Constant(1, "scale").AsReals(), source.Has(2) ? source.Constant(2, "zero point").Integers : null);
        if (constant.Integers is not { } integers || constant.Type is not (Schema.OnnxType.Int8 or Schema.OnnxType.UInt8 or Schema.OnnxType.Int32))
            throw new RefusedException($"a constant of {constant.Type} is dequantized", "store weights in int8, biases in int32");
        var axis = constant.Dimensions.IsEmpty ? 0 : OnnxSource.Axis(source.Integer("axis", 1) is var a && scales.Length == 1 ? 0 : a, constant.Dimensions.Length);
        if (scales.Length != 1 && scales.Length != constant.Dimensions[axis])
            throw new RefusedException($"there are {scales.Length} scales for {constant.Dimensions[axis]} channels", "quantize per tensor or per channel");
        zeroPoint ??= new long[scales.Length];
        if (zeroPoint.Length != scales.Length)
            throw new RefusedException($"there are {scales.Length} scales and {zeroPoint.Length} zero points", "export the model again");
        var inner = scales.Length == 1 ? 1 : constant.Dimensions.Skip(axis + 1).Aggregate(1, (product, d) => product * d);
        var reals = new float[integers.Length];
        for (var i = 0; i < reals.Length; i++)
        {
            var channel = i / inner % scales.Length;
            reals[i] = scales[channel] * (integers[i] - zeroPoint[channel]);
        }

        source.Give(OnnxValue.Of(source.Name, OnnxConstant.Of(constant.Dimensions, reals) with
        {
            Stored = new OnnxStored(constant, [.. scales], [.. zeroPoint], axis),
        }));
    }

    /// <summary>Weights that the file keeps as reals.</summary>
    private static void GiveConstant(OnnxSource source, OnnxConstant constant, float[] scales, OnnxConstant? zeroPoint, Schema.OnnxType type)
    {
        var axis = scales.Length == 1 ? 0 : OnnxSource.Axis(source.Integer("axis", 1), constant.Dimensions.Length);
        if (scales.Length != 1 && scales.Length != constant.Dimensions[axis])
            throw new RefusedException($"there are {scales.Length} scales for {constant.Dimensions[axis]} channels", "quantize per tensor or per channel");
        var inner = scales.Length == 1 ? 1 : constant.Dimensions.Skip(axis + 1).Aggregate(1, (product, d) => product * d);
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
}
