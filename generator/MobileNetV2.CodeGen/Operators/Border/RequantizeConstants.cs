using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Constants of QUANTIZE between 8-bit types, of RELU and its kin, and of the inputs of CONCATENATION:
/// result = clamp(Factor.Apply(x + InputOffset) + OutputOffset).</summary>
internal sealed record RequantizeConstants(int InputOffset, int OutputOffset, QuantizedMultiplier Factor, ActivationRange Range)
{
    /// <summary>The value only moves: the result is clamp(x + InputOffset + OutputOffset).</summary>
    public bool IsShiftOnly => Factor == QuantizedMultiplier.One;

    /// <summary>The bytes stay what they are, unless the range is narrower than the input's.</summary>
    public bool IsClampOnly => IsShiftOnly && InputOffset + OutputOffset == 0;

    public static RequantizeConstants For(ITensorTable graph, Quantize op) => For(graph[op.Input], graph[op.Output]);

    /// <summary>
    /// One input of a concatenation. int8 inputs normally share the output's quantization, which makes it <see cref="IsClampOnly"/>.
    /// </summary>
    public static RequantizeConstants For(ITensorTable graph, Concatenation op, TensorId input) => For(graph[input], graph[op.Output]);

    /// <remarks>RELU and RELU_N1_TO_1 requantize with the binary32 quotient of the scales. RELU6 does not requantize:
    /// the oracle clamps the bytes between the input's quantized 0 and 6.</remarks>
    public static RequantizeConstants For(ITensorTable graph, Relu op)
    {
        var (input, output) = (graph[op.Input], graph[op.Output]);
        var (qi, qo) = (input.RequiredQuantization, output.RequiredQuantization);
        if (op.Activation == Activation.Relu6)
            return new RequantizeConstants(0, 0, QuantizedMultiplier.One, ActivationRange.Of(op.Activation, input));
        return new RequantizeConstants(
            -qi.ZeroPoint,
            qo.ZeroPoint,
            QuantizedMultiplier.FromReal((float)(qi.Scale / qo.Scale)),
            ActivationRange.Of(op.Activation, output));
    }

    private static RequantizeConstants For(Tensor input, Tensor output)
    {
        var (qi, qo) = (input.RequiredQuantization, output.RequiredQuantization);
        return new RequantizeConstants(
            -qi.ZeroPoint, qo.ZeroPoint, QuantizedMultiplier.FromReal((double)qi.Scale / qo.Scale), RangeOf(output.Type));
    }

    private static ActivationRange RangeOf(ElementType type) => type switch
    {
        ElementType.Int16 => new ActivationRange(short.MinValue, short.MaxValue),
        ElementType.Int32 => new ActivationRange(int.MinValue, int.MaxValue),
        _ => ActivationRange.Of(type),
    };
}
