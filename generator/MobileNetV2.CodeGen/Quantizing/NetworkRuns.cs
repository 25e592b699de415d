using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>Runs any network, float or quantized, on samples given as reals, on all processors.</summary>
public static class NetworkRuns
{
    /// <summary>The outputs of each sample as reals, in the network's order.</summary>
    /// <param name="samples">For each sample a block for each input: float32, row-major.</param>
    /// <param name="progress">Called with the number of samples done.</param>
    public static ImmutableArray<ImmutableArray<float[]>> Outputs(
        Graph graph, IReadOnlyList<ImmutableArray<ReadOnlyMemory<byte>>> samples, Action<int>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(samples);
        var interpreter = new PreparedNetwork(graph);
        var results = new ImmutableArray<float[]>[samples.Count];
        var done = 0;
        Parallel.For(0, samples.Count, s =>
        {
            var outputs = interpreter.Run(Inputs(graph, samples[s]));
            results[s] = [.. outputs.Select((bytes, i) => Reals(graph[graph.Outputs[i]], bytes))];
            progress?.Invoke(Interlocked.Increment(ref done));
        });
        return ImmutableCollectionsMarshal.AsImmutableArray(results);
    }

    /// <summary>A sample in the types of the network's inputs.</summary>
    public static ImmutableArray<ReadOnlyMemory<byte>> Inputs(Graph graph, ImmutableArray<ReadOnlyMemory<byte>> reals)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return [.. graph.Inputs.Select((id, i) => Stored(graph[id], reals[i]))];
    }

    /// <summary>Elements as reals; whole numbers without a scale as they are.</summary>
    public static float[] Reals(Tensor tensor, ReadOnlySpan<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var reals = new float[tensor.Shape.ElementCount];
        var (scale, zeroPoint) = tensor.Quantization is { IsPerChannel: false } q ? (q.Scale, q.ZeroPoint) : (1f, 0);
        var size = tensor.Type.SizeBytes();
        for (var i = 0; i < reals.Length; i++)
        {
            var element = bytes.Slice(i * size, size);
            reals[i] = tensor.Type switch
            {
                ElementType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(element),
                ElementType.Int8 => scale * (unchecked((sbyte)element[0]) - zeroPoint),
                ElementType.UInt8 or ElementType.Bool => scale * (element[0] - zeroPoint),
                ElementType.Int16 => scale * (BinaryPrimitives.ReadInt16LittleEndian(element) - zeroPoint),
                ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
                ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(element),
                _ => throw new InvalidOperationException($"{tensor} has elements that are no numbers"),
            };
        }

        return reals;
    }

    private static ReadOnlyMemory<byte> Stored(Tensor tensor, ReadOnlyMemory<byte> reals)
    {
        if (tensor.Type == ElementType.Float32)
            return reals;
        var size = tensor.Type.SizeBytes();
        var (scale, zeroPoint) = tensor.Quantization is { IsPerChannel: false } q ? ((double)q.Scale, q.ZeroPoint) : (1.0, 0);
        var (least, most) = tensor.Type switch
        {
            ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            ElementType.UInt8 => (byte.MinValue, byte.MaxValue),
            ElementType.Int16 => (short.MinValue, (int)short.MaxValue),
            _ => throw new InvalidOperationException($"{tensor} does not take reals"),
        };
        var floats = MemoryMarshal.Cast<byte, float>(reals.Span);
        var stored = new byte[tensor.SizeBytes];
        for (var i = 0; i < floats.Length; i++)
        {
            var value = (int)Math.Clamp(Math.Round(floats[i] / scale, MidpointRounding.AwayFromZero) + zeroPoint, least, most);
            stored[i * size] = unchecked((byte)value);
            if (size > 1)
                stored[(i * size) + 1] = unchecked((byte)(value >> 8));
        }

        return stored;
    }
}
