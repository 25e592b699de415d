namespace MobileNetV2.CodeGen.Operators;

/// <summary>Pools and reductions of 16-bit values.</summary>
internal static class WidePooling
{
    /// <remarks>The mean is rounded half away from zero.</remarks>
    public static void Run(AveragePool2D op, TensorValues values) =>
        Run(op, values, 0, (sum, value) => sum + value, (sum, taps) => (sum > 0 ? sum + (taps / 2) : sum - (taps / 2)) / taps);

    public static void Run(MaxPool2D op, TensorValues values) => Run(op, values, short.MinValue, Math.Max, (largest, _) => largest);

    public static void Run(SummingOperator op, TensorValues values)
    {
        var input = values.Graph[op.Input];
        var constants = MeanConstants.For(values.Graph, op);
        var elements = values.Shorts(op.Input);
        var target = Offsets.Broadcast(Reductions.Kept(input.Shape, op.Axes), input.Shape);
        var result = values.WriteShorts(op.Output);
        var sums = new int[result.Length];
        for (var i = 0; i < elements.Length; i++)
            sums[target[i]] += elements[i];
        for (var i = 0; i < result.Length; i++)
            result[i] = (short)constants.Range.Clamp(constants.Factor.Apply(sums[i]));
    }

    private static void Run(PoolOperator op, TensorValues values, int start, Func<int, int, int> take, Func<int, int, int> finish)
    {
        var graph = values.Graph;
        var (input, output) = (graph[op.Input].Shape, graph[op.Output].Shape);
        var range = Quantization.ActivationRange.Of(op.Activation, graph[op.Output]);
        var elements = values.Shorts(op.Input).ToArray();
        var result = new short[output.ElementCount];
        var (found, taps) = (new int[output.Channels], 0);
        PoolWindows.Walk(
            input,
            output,
            op.Window,
            op.Stride,
            op.Padding,
            clear: () =>
            {
                Array.Fill(found, start);
                taps = 0;
            },
            tap: source =>
            {
                taps++;
                for (var c = 0; c < found.Length; c++)
                    found[c] = take(found[c], elements[source + c]);
            },
            finish: target =>
            {
                for (var c = 0; c < found.Length; c++)
                    result[target + c] = (short)range.Clamp(finish(found[c], taps));
            });
        result.CopyTo(values.WriteShorts(op.Output));
    }
}
