using System.Buffers.Binary;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Floats;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>
/// Weights that a float network keeps in fewer bits: behind DEQUANTIZE, or as the int8 filter of a float operator. They become float32
/// constants, so that nothing behind the importer knows how the file stored them.
/// </summary>
internal static class FloatWeights
{
    /// <summary>float32 elements from float16 ones.</summary>
    public static ReadOnlyMemory<byte> Widen(ReadOnlySpan<byte> halves)
    {
        var floats = new byte[checked(halves.Length * 2)];
        for (var i = 0; i < halves.Length; i += sizeof(ushort))
            BinaryPrimitives.WriteSingleLittleEndian(floats.AsSpan(i * 2), (float)BinaryPrimitives.ReadHalfLittleEndian(halves[i..]));
        return floats;
    }

    public static Graph Restore(Graph graph)
    {
        var tensors = graph.Tensors.ToDictionary(t => t.Id);
        var nextTensor = graph.Tensors.IsEmpty ? 0 : graph.Tensors[^1].Id.Value + 1;
        var filters = new Dictionary<TensorId, TensorId>();
        var operators = ImmutableArray.CreateBuilder<Operator>(graph.Operators.Length);
        foreach (var op in graph.Operators)
        {
            if (op is Dequantize && Reals(tensors[op.Input]) is { } data)
                tensors[op.Output] = tensors[op.Output] with { Data = data, Quantization = null };
            else
                operators.Add(op is FilterOperator ? WithFloatFilter(op) : op);
        }

        return operators.Count == graph.Operators.Length && filters.Count == 0
            ? graph
            : Used(graph.With([.. tensors.Values], operators.ToImmutable()));

        Operator WithFloatFilter(Operator op)
        {
            var filter = tensors[op.Inputs[1]];
            if (filter.Type != ElementType.Int8 || !FloatDialect.Is(graph, op) || Reals(filter) is not { } data)
                return op;
            if (!filters.TryGetValue(filter.Id, out var id))
            {
                filters.Add(filter.Id, id = new TensorId(nextTensor++));
                tensors.Add(id, new Tensor(id, filter.Name, filter.Shape, ElementType.Float32, null, data));
            }

            return op with { Inputs = op.Inputs.SetItem(1, id) };
        }
    }

    /// <summary>The real numbers of a constant; null when it is none or has no scales.</summary>
    private static ReadOnlyMemory<byte>? Reals(Tensor tensor) => tensor switch
    {
        { Data: { } data, Type: ElementType.Float32 } => data,
        { Data: { } data, Type: ElementType.Int8 or ElementType.UInt8, Quantization: { } quantization } when Fits(tensor, quantization) =>
            StoredReals.BytesOf(tensor, data.Span),
        _ => default(ReadOnlyMemory<byte>?),
    };

    private static bool Fits(Tensor tensor, QuantizationParameters quantization) =>
        !quantization.IsPerChannel
        || (quantization.Axis >= 0 && quantization.Axis < tensor.Shape.Rank
            && tensor.Shape[quantization.Axis] == quantization.Scales.Length);

    private static Graph Used(Graph graph)
    {
        var used = graph.Operators.SelectMany(o => o.Inputs.Concat(o.Outputs)).Concat(graph.Inputs).Concat(graph.Outputs)
            .Concat(graph.States.SelectMany(s => new[] { s.Current, s.Next, s.Initial })).ToHashSet();
        return graph.With([.. graph.Tensors.Where(t => used.Contains(t.Id))]);
    }
}
