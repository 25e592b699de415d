using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Onnx.Operators;

/// <summary>
/// Operators that compute with integers themselves (the QOperator format). Each is the float operator between DequantizeLinear and
/// QuantizeLinear with the scales that are its operands.
/// </summary>
internal static class OnnxQOperators
{
    private const string Dynamic =
        "quantize statically with calibration pictures (QDQ format), or give the float model to 'mnv2c quantize'";

    /// <summary>x, w and the result have a scale and a zero point each; the bias follows.</summary>
    public static void Conv(OnnxSource source) =>
        Give(source, OnnxConvolutions.Conv, result: 6, [Activation(source, 0), Filter(source, 3, axis: 0), Bias(source, 8, filterAt: 3)]);

    public static void MatMul(OnnxSource source) =>
        Give(source, OnnxConvolutions.MatMul, result: 6, [Activation(source, 0), Filter(source, 3, axis: 1)]);

    /// <summary>a, b, c, then the result: the factor alpha is a part of the second scale.</summary>
    public static void Gemm(OnnxSource source)
    {
        var alpha = source.Real("alpha", 1);
        var axis = source.Integer("transB", 0) == 0 ? 1 : 0;
        Give(source, OnnxConvolutions.Gemm, result: 7, [Activation(source, 0), Filter(source, 3, axis, alpha),
            Bias(source, 6, 3, alpha)], ["alpha"]);
    }

    public static void Add(OnnxSource source) =>
        Give(source, OnnxElementwise.Add, result: 6, [Activation(source, 0), Activation(source, 3)]);

    public static void Mul(OnnxSource source) =>
        Give(source, OnnxElementwise.Mul, result: 6, [Activation(source, 0), Activation(source, 3)]);

    public static void AveragePool(OnnxSource source) => Unary(source, FirstOrder(source, OnnxPooling.AveragePool));

    public static void GlobalAveragePool(OnnxSource source) => Unary(source, FirstOrder(source, OnnxPooling.GlobalAveragePool));

    public static void ReduceMean(OnnxSource source) => Give(source, OnnxPooling.ReduceMean, result: 3, [Activation(source, 0)]);

    public static void Sigmoid(OnnxSource source) =>
        Unary(source, s => s.GiveUnary((id, inputs, outputs) => new Logistic(id, inputs, outputs)));

    public static void LeakyRelu(OnnxSource source) => Unary(source, OnnxElementwise.LeakyRelu);

    public static void Softmax(OnnxSource source) => Unary(source, OnnxElementwise.Softmax);

    /// <summary>The result's scale and zero point come first, then three operands for each part.</summary>
    public static void Concat(OnnxSource source) =>
        Give(source, OnnxMovement.Concat, result: 0,
            [.. Enumerable.Range(0, (source.InputCount - 2) / 3).Select(i => Activation(source, 2 + (3 * i)))]);

    public static void RefuseDynamic(OnnxSource source) =>
        throw new RefusedException($"{source.Kind} belongs to a network whose activations get their ranges at run time", Dynamic);

    private static void Unary(OnnxSource source, Action<OnnxSource> convert) => Give(source, convert, result: 3, [Activation(source, 0)]);

    /// <param name="source">The node.</param>
    /// <param name="convert">The float operator.</param>
    /// <param name="result">Where the scale of the result is.</param>
    /// <param name="operands">Those of the float operator.</param>
    /// <param name="without">Attributes that are part of the operands already.</param>
    private static void Give(OnnxSource source, Action<OnnxSource> convert, int result, ImmutableArray<OnnxValue?> operands,
        ImmutableArray<string> without = default) =>
        source.Give(
            OnnxQuantization.Quantized(
                source, source.Result(convert, operands, without), source.Constant(result, "scale"), ZeroPoint(source, result + 1)));

    /// <summary>An activation whose integers are read with the scale and the zero point behind it.</summary>
    private static OnnxValue Activation(OnnxSource source, int index)
    {
        var value = source.Input(index);
        var (scale, zeroPoint) = (source.Constant(index + 1, "scale"), ZeroPoint(source, index + 2));
        return value.Constant is { } constant
            ? OnnxValue.Of(source.Name, OnnxQuantization.Reals(constant, scale.AsReals(), zeroPoint, 0))
            : OnnxQuantization.Quantized(source, value, scale, zeroPoint);
    }

    private static OnnxValue Filter(OnnxSource source, int index, long axis, float factor = 1) => OnnxValue.Of(
        source.Name,
        OnnxQuantization.Reals(source.Constant(index, "filter"), Scales(source, index + 1, factor), ZeroPoint(source, index + 2), axis));

    /// <summary>The bias has the product of both scales.</summary>
    private static OnnxValue? Bias(OnnxSource source, int index, int filterAt, float factor = 1)
    {
        if (!source.Has(index))
            return null;
        var input = source.Constant(1, "scale").AsReals();
        if (input is not [var step])
            throw new RefusedException("an activation does not have one positive scale", "quantize activations per tensor");
        var bias = source.Constant(index, "bias");
        return OnnxValue.Of(source.Name, OnnxQuantization.Reals(
            bias with { Dimensions = [bias.Count] }, Array.ConvertAll(Scales(source, filterAt + 1, factor), s => s * step), null, 0));
    }

    private static float[] Scales(OnnxSource source, int index, float factor) =>
        Array.ConvertAll(source.Constant(index, "scale").AsReals(), s => s * factor);

    private static OnnxConstant? ZeroPoint(OnnxSource source, int index) => source.Has(index) ? source.Constant(index, "zero point") : null;

    private static Action<OnnxSource> FirstOrder(OnnxSource source, Action<OnnxSource> convert) => source.Integer("channels_last", 0) == 0
        ? convert
        : throw new RefusedException("its operand has channels last", "export the model before runtime optimizations change its layout");
}
