using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>8-bit tensors have the quantization that their operator's arithmetic assumes. Each is false after reporting.</summary>
internal static class QuantizationRules
{
    /// <summary>What converters leave of equality when they compute a scale twice; the oracle allows as much.</summary>
    private const float ScaleTolerance = 1e-6f;

    /// <summary>The 8-bit ones among all inputs and outputs have one scale each.</summary>
    public static bool ArePerTensor(OperatorScope scope) => ArePerTensor(scope, scope.InputCount);

    /// <summary>The 8-bit ones among the first inputs and all outputs have one scale each.</summary>
    public static bool ArePerTensor(OperatorScope scope, int inputs) =>
        Enumerable.Range(0, inputs).Select(i => scope.Input(i)).Concat(scope.Outputs).All(t => IsPerTensor(scope, t));

    /// <summary>The output stands for the same reals as the first input.</summary>
    public static bool DoesNotRescale(OperatorScope scope) => DoNotRescale(scope, scope.Input(), scope.Output);

    /// <summary>Two 8-bit tensors stand for the same reals.</summary>
    public static bool DoNotRescale(OperatorScope scope, Tensor from, Tensor to)
    {
        var (input, output) = (from.RequiredQuantization, to.RequiredQuantization);
        if (input.ZeroPoint == output.ZeroPoint && MathF.Abs(input.Scale - output.Scale) <= ScaleTolerance * MathF.Max(1, output.Scale))
            return true;
        return scope.Report(GraphDiagnostics.QuantizationMismatch(
            scope.Place,
            $"the input has scale {input.Scale:R} and zero point {input.ZeroPoint}, "
            + $"the output {output.Scale:R} and {output.ZeroPoint}; they must agree"));
    }

    /// <summary>The output has exactly the quantization that the operator's arithmetic has built in.</summary>
    public static bool Gives(OperatorScope scope, float scale, int zeroPoint)
    {
        var output = scope.Output.RequiredQuantization;
        return (output.Scale == scale && output.ZeroPoint == zeroPoint)
            || scope.Report(GraphDiagnostics.QuantizationMismatch(
                scope.Place,
                $"the output has scale {output.Scale:R} and zero point {output.ZeroPoint}, {scope.Operator.Kind} needs {scale:R} and "
                    + $"{zeroPoint}"));
    }

    /// <summary>The second input has one scale, or one for each output channel and no zero points.</summary>
    public static bool IsFilter(OperatorScope scope, int channelAxis)
    {
        var filter = scope.Input(1);
        if (filter.Quantization is not { } quantization)
            return scope.Report(GraphDiagnostics.QuantizationMissing(scope.Place, filter));
        if (quantization.IsPerChannel && quantization.Axis != channelAxis)
        {
            return scope.Report(GraphDiagnostics.PerChannel(
                scope.Place, filter, $"has scales along dimension {quantization.Axis}, but output channels are dimension {channelAxis}"));
        }

        var bad = quantization.IsPerChannel ? scope.Filter(channelAxis).NonzeroZeroPoint : 0;
        return bad == 0 || scope.Report(GraphDiagnostics.ZeroPoint(scope.Place, filter, bad, "0"));
    }

    private static bool IsPerTensor(OperatorScope scope, Tensor tensor)
    {
        if (tensor.Type is not (ElementType.Int8 or ElementType.UInt8))
            return true;
        if (tensor.Quantization is not { } quantization)
            return scope.Report(GraphDiagnostics.QuantizationMissing(scope.Place, tensor));
        return !quantization.IsPerChannel
            || scope.Report(GraphDiagnostics.PerChannel(
                scope.Place, tensor, $"has {quantization.Scales.Length} scales, but this operator needs a single one"));
    }
}
