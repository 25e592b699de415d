using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Integer constants of UNIDIRECTIONAL_SEQUENCE_LSTM. Gates are sums in units of 1/4096, their functions in units
/// of 1/32768.</summary>
/// <param name="Input">From sums of products with the input, for each gate.</param>
/// <param name="Recurrent">From sums of products with the hidden state, for each gate.</param>
/// <param name="Forget">From forget gate times cell to cell.</param>
/// <param name="Added">From input gate times cell gate to cell.</param>
/// <param name="CellToCurve">From the cell to the argument of the hyperbolic tangent.</param>
/// <param name="Result">From output gate times the cell's tangent to the hidden state.</param>
internal sealed record SequenceLstmConstants(
    int InputOffset,
    int HiddenZeroPoint,
    int CellLimit,
    ImmutableArray<QuantizedMultiplier> Input,
    ImmutableArray<QuantizedMultiplier> Recurrent,
    QuantizedMultiplier Forget,
    QuantizedMultiplier Added,
    QuantizedMultiplier Result,
    CurveConstants CellToCurve)
{
    private const float GateScale = 1f / 4096;
    private const float FunctionScale = 1f / 32768;

    public static SequenceLstmConstants For(ITensorTable graph, SequenceLstm op)
    {
        var cell = Scale(graph, op.Cell);
        return new(
            -graph[op.Input].RequiredQuantization.ZeroPoint,
            graph[op.Hidden].RequiredQuantization.ZeroPoint,
            (short)Math.Clamp((double)op.CellClip / cell, short.MinValue, short.MaxValue),
            Factors(graph, op.Input, op.InputWeights),
            Factors(graph, op.Hidden, op.RecurrentWeights),
            QuantizedMultiplier.FromReal((double)FunctionScale * cell / cell),
            QuantizedMultiplier.FromReal((double)FunctionScale * FunctionScale / cell),
            QuantizedMultiplier.FromReal((double)FunctionScale * FunctionScale / Scale(graph, op.Hidden)),
            CurveConstants.OfPower((int)MathF.Round(CurveConstants.Log2(cell), MidpointRounding.AwayFromZero)));
    }

    /// <summary>The largest factor from a sum of products to a gate.</summary>
    public static double LargestFactor(ITensorTable graph, SequenceLstm op) => Enumerable.Range(0, SequenceLstm.Gates)
        .Max(g => Math.Max(RealFactor(graph, op.Input, op.InputWeights(g)), RealFactor(graph, op.Hidden, op.RecurrentWeights(g))));

    private static ImmutableArray<QuantizedMultiplier> Factors(ITensorTable graph, TensorId input, Func<int, TensorId> weights) =>
        [.. Enumerable.Range(0, SequenceLstm.Gates).Select(g => QuantizedMultiplier.FromReal(RealFactor(graph, input, weights(g))))];

    /// <remarks>The product is taken in binary32.</remarks>
    private static double RealFactor(ITensorTable graph, TensorId input, TensorId weights) =>
        (double)(float)(Scale(graph, input) * Scale(graph, weights)) / GateScale;

    private static float Scale(ITensorTable graph, TensorId id) => graph[id].RequiredQuantization.Scale;
}
