namespace MobileNetV2.CodeGen.Operators;

/// <summary>FULLY_CONNECTED: the input is as many rows as fit the filter's length.</summary>
internal static class FullyConnectedKernel
{
    public static void Run(FullyConnected op, TensorValues values)
    {
        var graph = values.Graph;
        var (outputs, length) = (graph[op.Filter].Shape[0], graph[op.Filter].Shape[1]);
        var constants = ConvolutionConstants.For(graph, op).By(values.Rounding, graph, op);
        var elements = Elements.Widen(values.Read(op.Input), graph[op.Input].Type, constants.InputOffset);
        var weights = Elements.Widen(values.Read(op.Filter), graph[op.Filter].Type, constants.FilterOffset);
        var bias = values.ReadBias(op.Bias, outputs);
        var result = values.Write(op.Output);
        var sums = new int[outputs];
        for (var row = 0; row < result.Length / outputs; row++)
        {
            bias.CopyTo(sums, 0);
            VectorMath.Products(elements.AsSpan(row * length, length), weights, length, sums);
            for (var channel = 0; channel < outputs; channel++)
                result[(row * outputs) + channel] = constants.Finish(sums[channel], channel);
        }
    }
}
