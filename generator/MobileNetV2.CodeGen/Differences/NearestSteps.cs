using System.Buffers.Binary;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Differences;

/// <summary>
/// What another program gives in reals, while the network here has integers and then DEQUANTIZE: OnnxRuntime, say, leaves a softmax in
/// float32 that nobody quantizes behind it. It is judged by the nearest integers.
/// </summary>
internal sealed class NearestSteps
{
    private readonly HashSet<TensorId> _between = [];

    public NearestSteps(Graph graph, IReadOnlyDictionary<TensorId, ReadOnlyMemory<byte>> theirs)
    {
        Tensors = theirs.Where(t => graph.ProducerOf(t.Key) is not null && Border(graph, t.Key) is null)
            .ToDictionary(t => t.Key, t => t.Value.ToArray());
        foreach (var (id, reals) in theirs)
        {
            if (Border(graph, id) is { } border && graph.ProducerOf(border.Input) is not null
                && Tensors.TryAdd(border.Input, Steps(graph, border, reals.Span, out var isBetween)) && isBetween)
                _between.Add(border.Input);
        }
    }

    /// <summary>Theirs, in the types that the tensors have here.</summary>
    public Dictionary<TensorId, byte[]> Tensors { get; }

    /// <summary>Whether reals of a tensor were taken to integers that they are not.</summary>
    public bool IsBetween(TensorId id) => _between.Contains(id);

    private static Dequantize? Border(Graph graph, TensorId id) =>
        graph.ProducerOf(id) is Dequantize op && graph[op.Output].Type == ElementType.Float32
            && graph[op.Input] is { Quantization.IsPerChannel: false, Type: ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 }
            ? op : null;

    private static byte[] Steps(Graph graph, Dequantize border, ReadOnlySpan<byte> reals, out bool isBetween)
    {
        var (rule, size) = (FloatQuantization.For(graph, border), graph[border.Input].Type.SizeBytes());
        var steps = new byte[graph[border.Input].SizeBytes];
        isBetween = false;
        for (var i = 0; i < steps.Length / size; i++)
        {
            var real = BinaryPrimitives.ReadSingleLittleEndian(reals[(i * sizeof(float))..]);
            var step = rule.Quantize(real, RoundingRule.Float32);
            isBetween |= !rule.Dequantize(step).Equals(real);
            for (var b = 0; b < size; b++)
                steps[(i * size) + b] = unchecked((byte)(step >> (8 * b)));
        }

        return steps;
    }
}
