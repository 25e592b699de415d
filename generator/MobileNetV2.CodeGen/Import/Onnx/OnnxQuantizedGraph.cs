using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Floats;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Onnx;

/// <summary>Makes an int8 graph of a float graph whose file says which integers stand for its tensors.</summary>
internal static class OnnxQuantizedGraph
{
    private const int UnsignedOffset = 128;

    public static Graph Of(
        Graph graph,
        IReadOnlyDictionary<TensorId, QuantizationParameters> given,
        IReadOnlyDictionary<TensorId, OnnxStored> stored,
        IReadOnlyDictionary<TensorId, QuantizedBorder> borders)
    {
        graph = FloatFolding.Run(WithMeans(graph), [.. given.Keys, .. stored.Keys]);
        var activations = Activations(graph, given);
        var kept = graph.Operators.Where(op => !Is8Bit(graph, op, activations, stored)).Select(op => op.Id).ToImmutableHashSet();
        var filters = graph.Operators.OfType<FilterOperator>().Where(op => !kept.Contains(op.Id)).ToDictionary(
            op => op.Id, op => Filter(graph, op, stored, activations[op.Input].Scale));
        foreach (var op in graph.Operators.Where(o => o is not FilterOperator && !kept.Contains(o.Id)))
        {
            foreach (var id in op.Inputs.Where(id => graph[id].IsConstant && !activations.ContainsKey(id)))
                activations.Add(id, OfConstant(graph[id], op, activations));
        }

        return new QuantizedGraphBuilder(graph, new QuantizationPlan(activations, filters, kept))
            .Build(id => activations.ContainsKey(id) ? borders.GetValueOrDefault(id, QuantizedBorder.Float) : QuantizedBorder.Float);
    }

    /// <summary>A mean over the whole image rescales, as files expect; an average pool does not.</summary>
    private static Graph WithMeans(Graph graph) => graph.With(operators: [.. graph.Operators.Select(op =>
        op is AveragePool2D { Activation: Activation.None } pool && pool.Padding.IsZero && pool.Window == graph[pool.Input].Shape.Extent
            && graph[pool.Output].Shape.Extent.IsOne
            ? new Mean(pool.Id, pool.Inputs, pool.Outputs, [1, 2])
            : op)]);

    /// <summary>
    /// What is given, and for tensors between operators that do not rescale what is given for one of them. The scale that an operator has
    /// built in goes before what is given: it spans the same range.
    /// </summary>
    private static Dictionary<TensorId, QuantizationParameters> Activations(
        Graph graph, IReadOnlyDictionary<TensorId, QuantizationParameters> given)
    {
        var shared = SharedScales.Of(graph);
        var all = given.Where(pair => graph.Contains(pair.Key)).ToDictionary();
        var byRoot = new Dictionary<TensorId, QuantizationParameters>();
        foreach (var (id, quantization) in all.OrderBy(pair => pair.Key))
            byRoot.TryAdd(shared.RootOf(id), quantization);
        foreach (var id in graph.Tensors.Where(t => !t.IsConstant).Select(t => t.Id))
        {
            if ((shared.BuiltIn(id) ?? all.GetValueOrDefault(id) ?? byRoot.GetValueOrDefault(shared.RootOf(id))) is { } quantization)
                all[id] = quantization;
        }

        return all;
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
        var offset = filter.Integers.Type == Schema.OnnxType.UInt8 ? UnsignedOffset : 0;
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

        return new QuantizedFilter(weights, filter.Scales, biases, zeroPoint);
    }
}
