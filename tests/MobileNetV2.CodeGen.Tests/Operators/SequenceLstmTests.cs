using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Operators;

/// <summary>A long short-term memory against its equations in double precision.</summary>
public class SequenceLstmTests
{
    [Fact]
    public void It_follows_its_equations()
    {
        var compared = 0;
        for (var seed = 0ul; seed < 40; seed++)
        {
            var graph = RandomGraphs.Single("UNIDIRECTIONAL_SEQUENCE_LSTM", seed);
            Assert.Empty(GraphValidator.Validate(graph));
            var op = (SequenceLstm)graph.Operators.Single();
            var session = new InterpreterSession(graph);
            var model = new Model(graph, op);
            for (var inference = 0ul; inference < 2; inference++)
            {
                var inputs = RandomGraphs.Inputs(graph, seed + inference);
                var got = Reals(graph[op.Output], session.Run(inputs)[0]);
                var expected = model.Run(Reals(graph[op.Input], inputs[0].Span));
                for (var i = 0; i < got.Length; i++, compared++)
                {
                    Assert.True(
                        Math.Abs(got[i] - expected[i]) < 0.08,
                        $"seed {seed}, element {i}: {expected[i]} expected, {got[i]} computed");
                }
            }
        }

        Assert.True(compared > 500, $"only {compared} elements were compared");
    }

    private static double[] Reals(Tensor tensor, ReadOnlySpan<byte> bytes)
    {
        var (quantization, size) = (tensor.RequiredQuantization, tensor.Type.SizeBytes());
        var reals = new double[bytes.Length / size];
        for (var i = 0; i < reals.Length; i++)
        {
            var stored = size == 1 ? unchecked((sbyte)bytes[i]) : MemoryMarshal.Cast<byte, short>(bytes)[i];
            reals[i] = quantization.Scale * (stored - (double)quantization.ZeroPoint);
        }

        return reals;
    }

    private sealed class Model(Graph graph, SequenceLstm op)
    {
        private readonly double[] _hidden = Reals(graph[op.Hidden], graph[graph.States[0].Initial].Data!.Value.Span);
        private readonly double[] _cell = Reals(graph[op.Cell], graph[graph.States[1].Initial].Data!.Value.Span);

        public double[] Run(double[] input)
        {
            var (first, second, inputs) = (graph[op.Input].Shape[0], graph[op.Input].Shape[1], graph[op.Input].Shape[2]);
            var (batches, steps) = op.TimeMajor ? (second, first) : (first, second);
            var units = graph[op.Output].Shape[2];
            var output = new double[batches * steps * units];
            for (var b = 0; b < batches; b++)
            {
                for (var t = 0; t < steps; t++)
                {
                    var at = op.TimeMajor ? (t * batches) + b : (b * steps) + t;
                    var x = input.AsSpan(at * inputs, inputs).ToArray();
                    var before = _hidden.AsSpan(b * units, units).ToArray();
                    for (var u = 0; u < units; u++)
                    {
                        var (i, f, c, o) = (Gate(0, u, x, before), Gate(1, u, x, before), Gate(2, u, x, before), Gate(3, u, x, before));
                        var limit = op.CellClip > 0 ? op.CellClip : 32767 * graph[op.Cell].RequiredQuantization.Scale;
                        var cell = (Sigmoid(f) * _cell[(b * units) + u]) + (Sigmoid(i) * Math.Tanh(c));
                        _cell[(b * units) + u] = cell = Math.Clamp(cell, -limit, limit);
                        var q = graph[op.Hidden].RequiredQuantization;
                        var most = graph[op.Hidden].Type == ElementType.Int8 ? (127 - q.ZeroPoint) * q.Scale : 1;
                        var least = graph[op.Hidden].Type == ElementType.Int8 ? (-128 - q.ZeroPoint) * q.Scale : -1;
                        output[(at * units) + u] = _hidden[(b * units) + u] = Math.Clamp(Sigmoid(o) * Math.Tanh(cell), least, most);
                    }
                }
            }

            return output;
        }

        private double Gate(int gate, int unit, double[] input, double[] hidden)
        {
            var bias = graph[op.Bias(gate)];
            var stored = bias.Type == ElementType.Int32
                ? MemoryMarshal.Cast<byte, int>(bias.Data!.Value.Span)[unit]
                : MemoryMarshal.Cast<byte, long>(bias.Data!.Value.Span)[unit];
            var scale = graph[op.Input].RequiredQuantization.Scale * graph[op.InputWeights(gate)].RequiredQuantization.Scale;
            var sum = (stored * (double)scale) + Dot(op.InputWeights(gate), unit, input);
            return Math.Clamp(Math.Clamp(sum, -8, 8) + Math.Clamp(Dot(op.RecurrentWeights(gate), unit, hidden), -8, 8), -8, 8);
        }

        private double Dot(TensorId weights, int unit, double[] values)
        {
            var reals = Reals(graph[weights], graph[weights].Data!.Value.Span);
            return values.Select((v, i) => v * reals[(unit * values.Length) + i]).Sum();
        }

        private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
    }
}
