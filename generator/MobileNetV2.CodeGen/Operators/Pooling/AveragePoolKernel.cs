using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>AVERAGE_POOL_2D.</summary>
internal static class AveragePoolKernel
{
    public static void Run(AveragePool2D op, TensorValues values)
    {
        var graph = values.Graph;
        var (input, output) = (graph[op.Input], graph[op.Output].Shape);
        var range = PoolConstants.For(graph, op).Activation;
        var middle = PoolConstants.For(graph, op).Middle;
        var elements = Elements.Widen(values.Read(op.Input), input.Type, middle);
        var result = values.Write(op.Output);
        var sums = new int[output.Channels];
        var taps = 0;
        var rule = values.Rounding;
        var zeroPoint = rule == RoundingRule.Float32 ? input.RequiredQuantization.ZeroPoint + middle : 0;
        PoolWindows.Walk(
            input.Shape,
            output,
            op.Window,
            op.Stride,
            op.Padding,
            clear: () =>
            {
                Array.Clear(sums);
                taps = 0;
            },
            tap: source =>
            {
                taps++;
                for (var c = 0; c < sums.Length; c++)
                    sums[c] += elements[source + c];
            },
            finish: target =>
            {
                for (var c = 0; c < sums.Length; c++)
                {
                    var mean = Divide(sums[c] - (taps * zeroPoint), taps, rule) + zeroPoint;
                    result[target + c] = Elements.ToByte(range.Clamp(mean - middle));
                }
            });
    }

    /// <summary>Rounded half away from zero, unless another rule is tried.</summary>
    private static int Divide(int sum, int count, RoundingRule rule) => rule switch
    {
        RoundingRule.Float32 => (int)MathF.Round(sum * (1f / count), MidpointRounding.ToEven),
        RoundingRule.HalvesUp => (int)Math.Floor(((2.0 * sum) + count) / (2.0 * count)),
        RoundingRule.TowardZero => sum / count,
        _ => (sum > 0 ? sum + (count / 2) : sum - (count / 2)) / count,
    };
}
