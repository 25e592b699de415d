namespace MobileNetV2.CodeGen.Operators;

/// <summary>MAX_POOL_2D.</summary>
internal static class MaxPoolKernel
{
    public static void Run(MaxPool2D op, TensorValues values)
    {
        var graph = values.Graph;
        var (input, output) = (graph[op.Input], graph[op.Output].Shape);
        var range = PoolConstants.For(graph, op).Activation;
        var elements = Elements.Widen(values.Read(op.Input), input.Type, 0);
        var result = values.Write(op.Output);
        var maxima = new short[output.Channels];
        PoolWindows.Walk(
            input.Shape,
            output,
            op.Window,
            op.Stride,
            op.Padding,
            clear: () => Array.Fill(maxima, short.MinValue),
            tap: source =>
            {
                for (var c = 0; c < maxima.Length; c++)
                    maxima[c] = Math.Max(maxima[c], elements[source + c]);
            },
            finish: target =>
            {
                for (var c = 0; c < maxima.Length; c++)
                    result[target + c] = Elements.ToByte(range.Clamp(maxima[c]));
            });
    }
}
