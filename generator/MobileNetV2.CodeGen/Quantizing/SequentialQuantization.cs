using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Floats;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>
/// Goes through the network once, with all samples, in floats and in integers side by side: each layer is quantized for the inputs that it
/// will really see, so that it makes good what the layers before it lost.
/// </summary>
internal sealed class SequentialQuantization(
    Graph graph, QuantizeRequest request, QuantizationPlan plan, Dictionary<OperatorId, QuantizedFilter> filters)
{
    private readonly Dictionary<TensorId, byte[][]> _integers = [];
    private readonly Dictionary<TensorId, byte[][]> _floats = [];

    /// <summary>Results that are finer than 8 bits, in reals.</summary>
    private readonly Dictionary<TensorId, byte[][]> _fine = [];

    /// <summary>Bytes that one sample takes at the worst place.</summary>
    public static long BytesOfSample(Graph graph)
    {
        var last = LastUses(graph);
        var live = graph.Inputs.ToHashSet();
        var most = 0L;
        for (var i = 0; i < graph.Operators.Length; i++)
        {
            live.UnionWith(graph.Operators[i].Outputs);
            most = Math.Max(most, live.Sum(id => (long)graph[id].Shape.ElementCount * (sizeof(float) + sizeof(sbyte))));
            live.RemoveWhere(id => last.GetValueOrDefault(id, -1) <= i);
        }

        return most;
    }

    public ImmutableArray<QuantizedLayer> Run(
        IReadOnlyList<ImmutableArray<ReadOnlyMemory<byte>>> samples, IReadOnlyDictionary<TensorId, string> methods)
    {
        for (var i = 0; i < graph.Inputs.Length; i++)
        {
            var (id, index) = (graph.Inputs[i], i);
            _floats[id] = [.. samples.Select(s => s[index].ToArray())];
            _integers[id] = Map(_floats[id], (bytes, _) => Integers(bytes, plan.Activations[id]));
        }

        var last = LastUses(graph);
        var layers = ImmutableArray.CreateBuilder<QuantizedLayer>();
        for (var i = 0; i < graph.Operators.Length; i++)
        {
            var op = graph.Operators[i];
            var method = Step(op, samples.Count);
            layers.Add(new QuantizedLayer(op.ToString(), graph[op.Output].Name, method ?? methods[op.Output], SqnrDb(op.Output)));
            foreach (var id in _floats.Keys.Where(id => last.GetValueOrDefault(id, -1) <= i).ToList())
            {
                _floats.Remove(id);
                _integers.Remove(id);
                _fine.Remove(id);
            }
        }

        return layers.ToImmutable();
    }

    /// <returns>How the weights were rounded; null when there are none.</returns>
    private string? Step(Operator op, int samples)
    {
        if (plan.KeptFloat.Contains(op.Id))
        {
            RunFloat(op, samples);
            RunFine(op, Single(op, op), samples);
            return "kept in float";
        }

        string? method = null;
        if (op is FilterOperator filter)
        {
            // The sums are compared, so that a clamp hides nothing.
            var open = (FilterOperator)((IFusesActivation)filter).With(Activation.None, filter.Outputs);
            RunFloat(open, samples);
            (filters[op.Id], method) = new FilterQuantizer(graph, request).Quantize(
                filter, plan.Activations[op.Input], _integers[op.Input], _floats[op.Output]);
            foreach (var result in _floats[op.Output])
                filter.Activation.Clamp(MemoryMarshal.Cast<byte, float>(result.AsSpan()));
        }
        else
        {
            RunFloat(op, samples);
        }

        if (plan.Wide.Contains(op.Id))
        {
            RunFine(op, new QuantizedGraphBuilder(graph, plan).BuildSingleWide(op), samples);
            return method is null ? "int16" : method + ", int16";
        }

        var quantized = new QuantizedGraphBuilder(graph, plan).BuildSingle(op);
        var interpreter = new PreparedNetwork(quantized);
        var outputs = Map(samples, s => RunAll(interpreter, [.. quantized.Inputs.Select(id => _integers[id][s])]));
        for (var o = 0; o < op.Outputs.Length; o++)
            _integers[op.Outputs[o]] = Map(outputs, (blocks, _) => blocks[o]);
        return method;
    }

    /// <summary>An operator between floats, which sees what comes before it as finely as it is.</summary>
    private void RunFine(Operator op, Graph single, int samples)
    {
        var interpreter = new PreparedNetwork(single);
        var results = Map(samples, s => RunAll(interpreter, [.. single.Inputs.Select(id =>
            _fine.TryGetValue(id, out var reals) ? reals[s] : Reals(_integers[id][s], plan.Activations[id]))]));
        for (var o = 0; o < op.Outputs.Length; o++)
        {
            var id = op.Outputs[o];
            _fine[id] = Map(results, (blocks, _) => blocks[o]);
            _integers[id] = Map(_fine[id], (bytes, _) => Integers(bytes, plan.Activations[id]));
        }
    }

    private void RunFloat(Operator op, int samples)
    {
        var single = Single(op, op);
        var interpreter = new PreparedNetwork(single);
        var outputs = Map(samples, s => RunAll(interpreter, [.. single.Inputs.Select(id => _floats[id][s])]));
        for (var o = 0; o < op.Outputs.Length; o++)
            _floats[op.Outputs[o]] = Map(outputs, (blocks, _) => blocks[o]);
    }

    private Graph Single(Operator op, Operator run) => graph.With(
        [.. op.Inputs.Concat(op.Outputs).Distinct().Select(id => graph[id])],
        [run],
        [.. op.Inputs.Where(id => !graph[id].IsConstant).Distinct()],
        op.Outputs);

    private static ImmutableArray<byte[]> RunAll(PreparedNetwork interpreter, ImmutableArray<byte[]> inputs) =>
        interpreter.Run([.. inputs.Select(bytes => (ReadOnlyMemory<byte>)bytes)]);

    private double SqnrDb(TensorId id)
    {
        var quantization = plan.Activations[id];
        var parts = Map(_floats[id].Length, s => _fine.TryGetValue(id, out var fine)
            ? SignalToNoise.Sums(_floats[id][s], fine[s])
            : SignalToNoise.Sums(_floats[id][s], _integers[id][s], quantization));
        return SignalToNoise.Decibels(parts.Sum(p => p.Signal), parts.Sum(p => p.Noise));
    }

    private static byte[] Integers(byte[] reals, QuantizationParameters quantization)
    {
        var floats = MemoryMarshal.Cast<byte, float>(reals.AsSpan());
        var integers = new byte[floats.Length];
        for (var i = 0; i < integers.Length; i++)
            integers[i] = unchecked((byte)QuantizedGraphBuilder.Quantize(floats[i], quantization));
        return integers;
    }

    private static byte[] Reals(byte[] integers, QuantizationParameters quantization)
    {
        var reals = new float[integers.Length];
        for (var i = 0; i < reals.Length; i++)
            reals[i] = (float)(quantization.Scale * ((double)unchecked((sbyte)integers[i]) - quantization.ZeroPoint));
        return MemoryMarshal.AsBytes(reals.AsSpan()).ToArray();
    }

    private static Dictionary<TensorId, int> LastUses(Graph graph)
    {
        var last = new Dictionary<TensorId, int>();
        for (var i = 0; i < graph.Operators.Length; i++)
        {
            foreach (var id in graph.Operators[i].Inputs)
                last[id] = i;
        }

        return last;
    }

    private static T[] Map<T>(int count, Func<int, T> make)
    {
        var results = new T[count];
        Parallel.For(0, count, i => results[i] = make(i));
        return results;
    }

    private static TTo[] Map<TFrom, TTo>(TFrom[] from, Func<TFrom, int, TTo> make) => Map(from.Length, i => make(from[i], i));
}
