using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>UNIDIRECTIONAL_SEQUENCE_LSTM: each step makes four gates of the input and the hidden state, then the next cell
/// and hidden state.</summary>
internal static class SequenceLstmKernel
{
    private const int CellGate = 2;

    public static void Run(SequenceLstm op, TensorValues values)
    {
        var graph = values.Graph;
        var constants = SequenceLstmConstants.For(graph, op);
        var isWide = graph[op.Input].Type == ElementType.Int16;
        var shape = graph[op.Input].Shape;
        var (batches, steps, inputs) = op.TimeMajor ? (shape[1], shape[0], shape[2]) : (shape[0], shape[1], shape[2]);
        var units = graph[op.Output].Shape.Channels;
        var (hidden, cell) = (PlainNumbers.Integers(values, graph[op.Hidden]), PlainNumbers.Integers(values, graph[op.Cell]));
        var input = PlainNumbers.Integers(values, graph[op.Input]);
        var gates = Enumerable.Range(0, SequenceLstm.Gates).Select(g => new Gate(
            PlainNumbers.Integers(values, graph[op.InputWeights(g)]),
            PlainNumbers.Integers(values, graph[op.RecurrentWeights(g)]),
            PlainNumbers.Integers(values, graph[op.Bias(g)]))).ToArray();
        var range = ActivationRange.Of(graph[op.Output].Type);
        var output = new long[(long)batches * steps * units];
        for (var b = 0; b < batches; b++)
        {
            var h = hidden.AsSpan(b * units, units);
            var c = cell.AsSpan(b * units, units);
            for (var t = 0; t < steps; t++)
            {
                var at = op.TimeMajor ? (t * batches) + b : (b * steps) + t;
                var first = b * units;
                var g = gates
                    .Select((gate, i) => Values(gate, i, input.AsSpan(at * inputs, inputs), hidden.AsSpan(first, units))).ToArray();
                for (var u = 0; u < units; u++)
                {
                    var kept = ToInt16(constants.Forget.Apply(g[1][u] * (int)c[u]));
                    var added = ToInt16(constants.Added.Apply(g[0][u] * g[CellGate][u]));
                    c[u] = ToInt16(kept + added);
                    if (constants.CellLimit > 0)
                        c[u] = Math.Clamp(c[u], -constants.CellLimit, constants.CellLimit);
                    var tangent = WideCurves.Tanh(WideCurves.Argument((int)c[u], constants.CellToCurve));
                    h[u] = range.Clamp(unchecked(constants.Result.Apply(tangent * g[3][u]) + constants.HiddenZeroPoint));
                }

                h.CopyTo(output.AsSpan(at * units));
            }
        }

        PlainNumbers.Write(values, graph[op.Output], output);
        PlainNumbers.Write(values, graph[op.Outputs[1]], hidden);
        PlainNumbers.Write(values, graph[op.Outputs[2]], cell);

        int[] Values(Gate gate, int index, ReadOnlySpan<long> step, ReadOnlySpan<long> state)
        {
            var result = new int[units];
            for (var u = 0; u < units; u++)
            {
                var fromInput = gate.Bias[u] + Dot(step, constants.InputOffset, gate.InputWeights.AsSpan(u * inputs, inputs));
                var fromHidden = Dot(state, -constants.HiddenZeroPoint, gate.RecurrentWeights.AsSpan(u * units, units));
                var sum = ToInt16(
                    ToInt16(Scaled(constants.Input[index], fromInput)) + ToInt16(Scaled(constants.Recurrent[index], fromHidden)));
                var argument = WideCurves.Argument(sum, CurveConstants.OfPower(-12));
                result[u] = index == CellGate ? WideCurves.Tanh(argument) : WideCurves.Logistic(argument);
            }

            return result;
        }

        int Scaled(QuantizedMultiplier factor, long sum) => isWide ? factor.Apply(sum) : factor.Apply(unchecked((int)sum));
    }

    private static int ToInt16(int x) => Math.Clamp(x, short.MinValue, short.MaxValue);

    private static long Dot(ReadOnlySpan<long> values, int offset, ReadOnlySpan<long> weights)
    {
        var sum = 0L;
        for (var i = 0; i < values.Length; i++)
            sum += weights[i] * (values[i] + offset);
        return sum;
    }

    private sealed record Gate(long[] InputWeights, long[] RecurrentWeights, long[] Bias);
}
