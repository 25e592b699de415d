using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The rules of the dialect of 16-bit activations. Shapes are those of the operator in any dialect.</summary>
internal static class WideRules
{
    private const int LargestMagnitude = -short.MinValue;

    /// <summary>Sums are multiplied by 15 bits in 64.</summary>
    private const long LargestSum = (1L << 47) - 1;

    /// <summary>No shift to the left by more than 7.</summary>
    private const double LargestFilterFactor = 1 << 7;

    /// <summary>Differences have 16 bits, and are shifted to the left in 32.</summary>
    private const double LargestSoftmaxFactor = 1 << 14;

    public static void Check(OperatorScope scope, OperatorDefinition definition)
    {
        if (HaveTypes(scope, definition) && definition.Shapes(scope)
            && scope.Outputs.Concat(Activations(scope)).All(t => IsSymmetric(scope, t)))
            HasArithmetic(scope);
    }

    /// <summary>A tensor has one scale; false after reporting.</summary>
    public static bool HasScale(OperatorScope scope, Tensor tensor) =>
        (tensor.Quantization is { IsPerChannel: false, Scale: > 0 } q && float.IsFinite(q.Scale))
        || scope.Report(GraphDiagnostics.QuantizationMissing(scope.Place, tensor));

    private static IEnumerable<Tensor> Activations(OperatorScope scope) =>
        Enumerable.Range(0, scope.Operator is FilterOperator ? 1 : scope.InputCount).Select(i => scope.Input(i));

    private static bool HaveTypes(OperatorScope scope, OperatorDefinition definition)
    {
        var fit = true;
        for (var i = 0; i < scope.InputCount; i++)
        {
            var operand = definition.Inputs[Math.Min(i, definition.Inputs.Length - 1)];
            fit &= TypeRules.Is(scope, operand.Name, scope.Input(i), TypesOf(operand, scope.Operator).AsSpan());
        }

        return fit && TypeRules.Is(scope, "output", scope.Output, ElementType.Int16);
    }

    /// <remarks>The reference adds a bias of 32 bits with sums of 32 bits, and knows that for two operators.</remarks>
    private static ImmutableArray<ElementType> TypesOf(Operand operand, Operator op) => operand.Role switch
    {
        OperandRole.Filter => [ElementType.Int8],
        OperandRole.Bias => op is DepthwiseConv2D or TransposeConv ? [ElementType.Int64] : [ElementType.Int64, ElementType.Int32],
        _ => [ElementType.Int16],
    };

    private static bool IsSymmetric(OperatorScope scope, Tensor tensor) =>
        HasScale(scope, tensor)
        && (tensor.RequiredQuantization.ZeroPoint == 0
            || scope.Report(GraphDiagnostics.ZeroPoint(scope.Place, tensor, tensor.RequiredQuantization.ZeroPoint, "0")));

    private static bool HasArithmetic(OperatorScope scope) => scope.Operator switch
    {
        FilterOperator op => IsFilter(scope, op),
        Add or Sub => AddRules.AreFactors(scope),
        Mul => ArithmeticRules.IsFactor(scope, (double)Scale(scope.Input()) * Scale(scope.Input(1)) / Scale(scope.Output)),
        PoolOperator op => QuantizationRules.DoesNotRescale(scope)
            && ArithmeticRules.FitsAccumulator(scope, "a sum", (long)LargestMagnitude * op.Window.Height * op.Window.Width),
        SummingOperator => ArithmeticRules.AreFactors(scope) && ArithmeticRules.FitsAccumulator(
            scope, "a sum", (long)LargestMagnitude * scope.Input().Shape.ElementCount / scope.Output.Shape.ElementCount),
        Relu => ArithmeticRules.AreFactors(scope),
        Logistic or Tanh => IsCurve(scope),
        Softmax op => IsSoftmax(scope, op),
        Pad op => QuantizationRules.DoesNotRescale(scope)
            && (op.Value == 0
                || scope.Report(GraphDiagnostics.Attribute(scope.Place, $"int16 tensors are padded with 0, not with {op.Value}"))),
        Transpose or ResizeNearestNeighbor => QuantizationRules.DoesNotRescale(scope),
        Maximum or Minimum or LeakyRelu => true,
        var op => throw new InvalidOperationException($"{op} has no rules on int16"),
    };

    private static bool IsFilter(OperatorScope scope, FilterOperator op)
    {
        var channelAxis = op is DepthwiseConv2D ? 3 : 0;
        if (!QuantizationRules.IsFilter(scope, channelAxis))
            return false;
        var filter = scope.Filter(channelAxis);
        if (filter.NonzeroZeroPoint != 0)
            return scope.Report(GraphDiagnostics.ZeroPoint(scope.Place, scope.Input(1), filter.NonzeroZeroPoint, "0"));
        var factor = (double)Scale(scope.Input()) * filter.LargestScale / Scale(scope.Output);
        if (!(factor < LargestFilterFactor))
        {
            return scope.Report(GraphDiagnostics.Rescale(
                scope.Place, "the factor from the input scales to the output scale", factor, LargestFilterFactor));
        }

        var bias = scope.LargestBias;
        return bias <= LargestSum - (filter.LargestSum * LargestMagnitude)
            || scope.Report(GraphDiagnostics.Weights(scope.Place, $"a bias of {bias} or its sum with products leaves 48 bits"));
    }

    private static bool IsCurve(OperatorScope scope)
    {
        const float scale = 1f / 32768;
        if (MathF.Abs((Scale(scope.Output) / scale) - 1) > CurveConstants.ScaleTolerance)
            return QuantizationRules.Gives(scope, scale, 0);
        var factor = CurveConstants.RealFactor(Scale(scope.Input()));
        return factor < short.MaxValue + 1
            || scope.Report(GraphDiagnostics.Rescale(scope.Place, "12288 times the input scale", factor, short.MaxValue + 1));
    }

    private static bool IsSoftmax(OperatorScope scope, Softmax op)
    {
        const float scale = 1f / 32768;
        if (MathF.Abs((Scale(scope.Output) / scale) - 1) > CurveConstants.ScaleTolerance)
            return QuantizationRules.Gives(scope, scale, 0);
        var factor = WideSoftmaxConstants.RealFactor(Scale(scope.Input()), op.Beta);
        if (!(factor < LargestSoftmaxFactor))
        {
            return scope.Report(GraphDiagnostics.Rescale(
                scope.Place, "beta times 6553.5 times the input scale", factor, LargestSoftmaxFactor));
        }

        return ArithmeticRules.FitsAccumulator(scope, "a sum of exponentials", (long)short.MaxValue * scope.Input().Shape.Channels);
    }

    private static float Scale(Tensor tensor) => ArithmeticRules.Scale(tensor);
}
