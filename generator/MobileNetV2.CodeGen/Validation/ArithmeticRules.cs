using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Validation;

/// <summary>Integer arithmetic stays in range: rescaling factors, and in the worst case accumulators.</summary>
internal static class ArithmeticRules
{
    /// <summary>The largest distance of an 8-bit value from its zero point.</summary>
    private const int LargestOffset = 255;

    /// <summary>A factor is a 31-bit fraction and a shift; a left shift of 31 leaves nothing of a 32-bit value.</summary>
    private const double LargestFactor = 1L << 30;

    private static readonly double[] NoScales = [];

    public static void Check(OperatorScope scope)
    {
        foreach (var factor in Factors(scope))
        {
            if (factor >= LargestFactor || !double.IsFinite(factor))
            {
                scope.Report(GraphDiagnostics.Rescale(scope.Place, "the factor from the input scales to the output scale", factor, LargestFactor));
                return;
            }
        }

        CheckSum(scope);
        CheckSoftmax(scope);
        CheckAccumulators(scope);
    }

    private static IEnumerable<double> Factors(OperatorScope scope) => scope.Operator switch
    {
        Conv2D op => [FilterFactor(scope, op.ScaleProduct)],
        DepthwiseConv2D op => [FilterFactor(scope, op.ScaleProduct)],
        FullyConnected => [FilterFactor(scope, FullyConnectedProduct(scope))],
        Mul op => [op.ScaleProduct.Of(Scale(scope.Input()), Scale(scope.Input(1))) / Scale(scope.Output)],
        Add or Sub or Mean or Relu or Concatenation =>
            Enumerable.Range(0, scope.InputCount).Select(i => Scale(scope.Input(i)) / (double)Scale(scope.Output)),
        Quantize when scope.Input().Type != ElementType.Float32 => [Scale(scope.Input()) / (double)Scale(scope.Output)],
        _ => NoScales,
    };

    private static double FilterFactor(OperatorScope scope, ScaleProduct product) =>
        product.Of(Scale(scope.Input()), scope.Filter.LargestScale) / Scale(scope.Output);

    private static ScaleProduct FullyConnectedProduct(OperatorScope scope) =>
        ConvolutionConstants.FullyConnectedProduct(scope.Input(1));

    private static float Scale(Tensor tensor) => tensor.RequiredQuantization.Scale;

    /// <summary>ADD and SUB give both sides 20 bits of head room; the factor that removes it again must be below 1.</summary>
    private static void CheckSum(OperatorScope scope)
    {
        const int headRoomBits = 20;
        if (scope.Operator is not (Add or Sub))
            return;
        var factor = 2 * (double)Math.Max(Scale(scope.Input()), Scale(scope.Input(1))) / ((1 << headRoomBits) * (double)Scale(scope.Output));
        if (factor >= 1)
            scope.Report(GraphDiagnostics.Rescale(scope.Place, "the factor from the sum to the output scale", factor, 1));
    }

    /// <summary>SOFTMAX scales differences up to 26 fraction bits; the factor for that must be above 1.</summary>
    private static void CheckSoftmax(OperatorScope scope)
    {
        const int fractionBits = 26;
        if (scope.Operator is not Softmax op)
            return;
        var factor = (double)op.Beta * Scale(scope.Input()) * (1 << fractionBits);
        if (factor <= 1)
            scope.Report(GraphDiagnostics.RescaleTooSmall(scope.Place, "beta times the input scale times 2^26", factor, 1));
    }

    private static void CheckAccumulators(OperatorScope scope)
    {
        var (what, worst) = scope.Operator switch
        {
            Conv2D or DepthwiseConv2D or FullyConnected => ("a sum of products", WorstSum(scope)),
            Mean => ("a sum", (long)LargestOffset * scope.Input().Shape.ElementCount / scope.Output.Shape.ElementCount),
            AveragePool2D op => ("a sum", (long)LargestOffset * op.Window.Height * op.Window.Width),
            _ => ("", 0),
        };
        if (worst > int.MaxValue)
            scope.Report(GraphDiagnostics.Accumulator(scope.Place, what, worst));
    }

    /// <summary>No channel's sum is larger: every input at the far end of its range on the side that hurts, and the largest bias.</summary>
    private static long WorstSum(OperatorScope scope) => (scope.Filter.LargestSum * LargestOffset) + scope.LargestBias;
}
