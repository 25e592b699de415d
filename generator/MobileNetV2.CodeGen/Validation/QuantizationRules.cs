using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Validation;

/// <summary>8-bit tensors have the quantization that their operator's arithmetic assumes.</summary>
internal static class QuantizationRules
{
    /// <summary>What converters leave of equality when they compute a scale twice; the oracle allows as much.</summary>
    private const float ScaleTolerance = 1e-6f;

    /// <summary>False after reporting.</summary>
    public static bool Check(OperatorScope scope) => scope.Operator switch
    {
        Conv2D or FullyConnected => ArePerTensor(scope, 1) && IsFilter(scope, axis: 0),
        DepthwiseConv2D => ArePerTensor(scope, 1) && IsFilter(scope, axis: 3),
        Softmax => ArePerTensor(scope, 1) && IsProbability(scope),
        AveragePool2D or MaxPool2D or Pad or Transpose => ArePerTensor(scope, 1) && DoesNotRescale(scope),
        Reshape => scope.Input().Type is not (ElementType.Int8 or ElementType.UInt8)
            || scope.IsKnown(scope.Input())
            || (ArePerTensor(scope, 1) && DoesNotRescale(scope)),
        BinaryOperator or Mean or Relu or Concatenation or Quantize or Dequantize => ArePerTensor(scope, scope.InputCount),
        _ => throw new InvalidOperationException($"no quantization rule for {scope.Operator}"),
    };

    /// <summary>The 8-bit ones among the first inputs and the output have one scale each.</summary>
    private static bool ArePerTensor(OperatorScope scope, int inputs) =>
        Enumerable.Range(0, inputs).Select(i => scope.Input(i)).Append(scope.Output).All(t => IsPerTensor(scope, t));

    private static bool IsPerTensor(OperatorScope scope, Tensor tensor)
    {
        if (tensor.Type is not (ElementType.Int8 or ElementType.UInt8))
            return true;
        if (tensor.Quantization is not { } quantization)
            return scope.Report(GraphDiagnostics.QuantizationMissing(scope.Place, tensor));
        return !quantization.IsPerChannel
            || scope.Report(GraphDiagnostics.PerChannel(scope.Place, tensor, $"has {quantization.Scales.Length} scales, but this operator needs a single one"));
    }

    private static bool IsFilter(OperatorScope scope, int axis)
    {
        var filter = scope.Input(1);
        if (filter.Quantization is not { } quantization)
            return scope.Report(GraphDiagnostics.QuantizationMissing(scope.Place, filter));
        if (quantization.IsPerChannel && quantization.Axis != axis)
        {
            return scope.Report(GraphDiagnostics.PerChannel(
                scope.Place, filter, $"has scales along dimension {quantization.Axis}, but output channels are dimension {axis}"));
        }

        var bad = quantization.IsPerChannel ? scope.Filter.NonzeroZeroPoint : 0;
        return bad == 0 || scope.Report(GraphDiagnostics.ZeroPoint(scope.Place, filter, bad, "0"));
    }

    private static bool DoesNotRescale(OperatorScope scope)
    {
        var (input, output) = (scope.Input().RequiredQuantization, scope.Output.RequiredQuantization);
        if (input.ZeroPoint == output.ZeroPoint && MathF.Abs(input.Scale - output.Scale) <= ScaleTolerance * MathF.Max(1, output.Scale))
            return true;
        return scope.Report(GraphDiagnostics.QuantizationMismatch(
            scope.Place,
            $"the input has scale {input.Scale:R} and zero point {input.ZeroPoint}, the output {output.Scale:R} and {output.ZeroPoint}; they must agree"));
    }

    private static bool IsProbability(OperatorScope scope)
    {
        var output = scope.Output.RequiredQuantization;
        return output is { Scale: 1f / 256, ZeroPoint: -128 }
            || scope.Report(GraphDiagnostics.QuantizationMismatch(
                scope.Place, $"the output has scale {output.Scale:R} and zero point {output.ZeroPoint}, SOFTMAX needs {1f / 256:R} and -128"));
    }
}
