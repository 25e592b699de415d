using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Integer constants of SVDF. Both factors come from products in binary32.</summary>
internal sealed record SvdfConstants(
    int InputOffset, int StateZeroPoint, int OutputZeroPoint, QuantizedMultiplier FeatureFactor, QuantizedMultiplier OutputFactor)
{
    public static SvdfConstants For(ITensorTable graph, Svdf op)
    {
        var (feature, output) = Factors(graph, op);
        return new(
            -graph[op.Input].RequiredQuantization.ZeroPoint,
            graph[op.State].RequiredQuantization.ZeroPoint,
            graph[op.Output].RequiredQuantization.ZeroPoint,
            QuantizedMultiplier.FromReal(feature),
            QuantizedMultiplier.FromReal(output));
    }

    /// <summary>From sums of products to the state, and from there to the output.</summary>
    public static (double Feature, double Output) Factors(ITensorTable graph, Svdf op)
    {
        float Scale(TensorId id) => graph[id].RequiredQuantization.Scale;
        var feature = (float)((float)(Scale(op.Input) * Scale(op.Inputs[1])) / Scale(op.State));
        var output = (float)((float)(Scale(op.State) * Scale(op.Inputs[2])) / Scale(op.Output));
        return (feature, output);
    }
}
