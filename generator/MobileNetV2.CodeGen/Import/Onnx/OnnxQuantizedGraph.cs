using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Floats;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Onnx;

/// <summary>Makes an int8 graph of a float graph whose file says which integers stand for its tensors.</summary>
internal static class OnnxQuantizedGraph
{
    /// <summary>Of a step of 16 bits in a step of 8, for operators of 8 bits behind one of 16.</summary>
    private const float NarrowStep = 256;

    public static Graph Of(
        Graph graph,
        IReadOnlyDictionary<TensorId, OnnxIntegers> given,
        IReadOnlyDictionary<TensorId, OnnxStored> stored,
        IReadOnlyDictionary<TensorId, QuantizedBorder> borders)
    {
        graph = FloatFolding.Run(GlobalAverages.AsMeans(graph), [.. given.Keys, .. stored.Keys]);
        var (activations, wides) = Activations(graph, given);
        var wide = graph.Operators.Where(op => op.Outputs.All(wides.ContainsKey) && QuantizedGraphBuilder.CanBeWide(op))
            .Select(op => op.Id).ToImmutableHashSet();
        var kept = graph.Operators.Where(op => !Is8Bit(graph, op, activations, stored)).Select(op => op.Id).ToImmutableHashSet();
        var filters = graph.Operators.OfType<FilterOperator>().Where(op => !kept.Contains(op.Id)).ToDictionary(
            op => op.Id, op => Filter(graph, op, stored, wide.Contains(op.Id) && wides.TryGetValue(op.Input, out var exact)
                ? exact.Scale
                : activations[op.Input].Scale));
        foreach (var op in graph.Operators.Where(o => o is not FilterOperator && !kept.Contains(o.Id)))
        {
            foreach (var id in op.Inputs.Where(id => graph[id].IsConstant && !activations.ContainsKey(id)))
                activations.Add(id, OfConstant(graph[id], op, activations));
        }

        var plan = new QuantizationPlan(activations, filters, kept) { Wide = wide.Except(kept), WideScales = wides };
        return new QuantizedGraphBuilder(graph, plan)
            .Build(id => activations.ContainsKey(id) ? borders.GetValueOrDefault(id, QuantizedBorder.Float) : QuantizedBorder.Float);
    }

    /// <summary>
    /// What is given, and for tensors between operators that do not rescale what is given for one of them. The scale that an operator has
    /// built in goes before what is given: it spans the same range.
    /// </summary>
    /// <returns>What 8 bits stand for, for every tensor, and what 16 do, for those that have so many.</returns>
    private static (Dictionary<TensorId, QuantizationParameters> Narrow, Dictionary<TensorId, QuantizationParameters> Wide) Activations(
        Graph graph, IReadOnlyDictionary<TensorId, OnnxIntegers> given)
    {
        var shared = SharedScales.Of(graph);
        var all = given.Where(pair => graph.Contains(pair.Key)).ToDictionary();
        var byRoot = new Dictionary<TensorId, OnnxIntegers>();
        foreach (var (id, integers) in all.OrderBy(pair => pair.Key))
            byRoot.TryAdd(shared.RootOf(id), integers);
        var (narrow, wide) = (new Dictionary<TensorId, QuantizationParameters>(), new Dictionary<TensorId, QuantizationParameters>());
        foreach (var id in graph.Tensors.Where(t => !t.IsConstant || all.ContainsKey(t.Id)).Select(t => t.Id))
        {
            if ((all.GetValueOrDefault(id) ?? byRoot.GetValueOrDefault(shared.RootOf(id))) is { IsWide: true, Parameters: var exact })
            {
                wide[id] = exact;
                narrow[id] = QuantizationParameters.PerTensor(exact.Scale * NarrowStep, 0);
            }
            else if ((BuiltIn(id) ?? all.GetValueOrDefault(id)?.Parameters ?? byRoot.GetValueOrDefault(shared.RootOf(id))?.Parameters)
                is { } parameters)
            {
                narrow[id] = parameters;
            }
        }

        return (narrow, wide);

        QuantizationParameters? BuiltIn(TensorId id) => graph[id].IsConstant ? null : shared.BuiltIn(id);
    }

    private static bool Is8Bit(
        Graph graph, Operator op, Dictionary<TensorId, QuantizationParameters> activations,
        IReadOnlyDictionary<TensorId, OnnxStored> stored) =>
        op.Outputs.All(activations.ContainsKey)
        && op.Inputs.All(id => graph[id].IsConstant || activations.ContainsKey(id))
        && (op is not FilterOperator filter || stored.ContainsKey(filter.Filter));

    private static QuantizationParameters OfConstant(Tensor constant, Operator op, Dictionary<TensorId, QuantizationParameters> activations)
    {
        if (op is Maximum or Minimum)
            return activations[op.Output];
        var (least, most) = (0.0, 0.0);
        foreach (var x in MemoryMarshal.Cast<byte, float>(constant.Data!.Value.Span))
            (least, most) = (Math.Min(least, x), Math.Max(most, x));
        var scale = (float)(Math.Max(most - least, 1e-9) / byte.MaxValue);
        return QuantizationParameters.PerTensor(
            scale, (int)Math.Clamp(Math.Round(sbyte.MinValue - (least / scale)), sbyte.MinValue, sbyte.MaxValue));
    }

    private static QuantizedFilter Filter(
        Graph graph, FilterOperator op, IReadOnlyDictionary<TensorId, OnnxStored> stored, float inputScale)
    {
        var filter = stored[op.Filter];
        var offset = filter.Integers.Type switch
        {
            Schema.OnnxType.UInt8 => 128,
            Schema.OnnxType.UInt4 => 8,
            _ => 0,
        };
        var channels = graph[op.Output].Shape.Channels;
        var zeroPoint = (int)filter.ZeroPoints[0] - offset;
        if (filter.Scales.Length > 1 && filter.ZeroPoints.Any(z => z != offset))
            throw new RefusedException(
                $"the weights of '{graph[op.Output].Name}' have several scales and zero points", "quantize weights symmetrically");
        if (filter.Scales.Length > 1 && filter.Axis != (op is DepthwiseConv2D ? 3 : 0))
            throw new RefusedException($"the weights of '{graph[op.Output].Name}' have scales along dimension {filter.Axis}",
                "quantize weights per output channel");
        var weights = filter.Integers.Integers!.Select(i => (sbyte)Math.Clamp(i - offset, sbyte.MinValue, sbyte.MaxValue)).ToArray();
        var biases = new int[channels];
        if (op.Bias is { } id && stored.TryGetValue(id, out var bias) && bias.Integers.Type == Schema.OnnxType.Int32)
        {
            biases = [.. bias.Integers.Integers!.Select(i => (int)i)];
        }
        else if (op.Bias is { } reals)
        {
            var values = MemoryMarshal.Cast<byte, float>(graph[reals].Data!.Value.Span);
            for (var c = 0; c < channels; c++)
            {
                var step = (double)inputScale * filter.Scales[c % filter.Scales.Length];
                biases[c] = (int)Math.Clamp(Math.Round(values[c] / step, MidpointRounding.ToEven), int.MinValue, int.MaxValue);
            }
        }

        return new QuantizedFilter(weights, filter.Scales, biases, zeroPoint) { InputScale = inputScale };
    }
}
