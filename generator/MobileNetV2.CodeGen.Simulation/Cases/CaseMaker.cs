using System.Buffers.Binary;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Simulation.Cases;

/// <summary>Makes inputs from a seed; the same on every machine.</summary>
internal sealed class CaseMaker(Graph graph, ulong seed)
{
    /// <summary>From so many cases on, the first two are the extremes.</summary>
    private const int FewestWithExtremes = 3;

    private readonly SplitMix64 _random = new(seed);

    public ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> Make(int count)
    {
        var cases = ImmutableArray.CreateBuilder<ImmutableArray<ReadOnlyMemory<byte>>>();
        for (var i = 0; i < count; i++)
        {
            var extreme = count >= FewestWithExtremes && i < 2 ? i : -1;
            var isSmooth = i % 2 == 1;
            cases.Add([.. graph.Inputs.Select(id => (ReadOnlyMemory<byte>)Make(graph[id], extreme, isSmooth))]);
        }

        return cases.ToImmutable();
    }

    /// <param name="extreme">0: all smallest; 1: all largest; otherwise random.</param>
    /// <param name="isSmooth">Neighbours are similar, as in images: other values survive a network's sums than with noise.</param>
    private byte[] Make(Tensor tensor, int extreme, bool isSmooth)
    {
        var (low, high) = Range(tensor);
        var bytes = new byte[tensor.SizeBytes];
        var size = tensor.Type.SizeBytes();
        var walk = 0.5;
        for (var i = 0; i < tensor.Shape.ElementCount; i++)
        {
            walk = isSmooth ? Math.Clamp(walk + (_random.NextUnit() - 0.5) / 8, 0, 1) : _random.NextUnit();
            var value = extreme switch
            {
                0 => low,
                1 => high,
                _ => low + walk * (high - low),
            };
            Put(bytes.AsSpan(i * size, size), tensor.Type, value);
        }

        return bytes;
    }

    private (double Low, double High) Range(Tensor tensor) => tensor.Type switch
    {
        ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        ElementType.UInt8 => (byte.MinValue, byte.MaxValue),
        ElementType.Bool => (0, 1),
        ElementType.Int16 => (short.MinValue, short.MaxValue),
        ElementType.Int32 or ElementType.Int64 => (int.MinValue, int.MaxValue),
        ElementType.Float32 => FloatRange(tensor),
        _ => throw new ArgumentOutOfRangeException(nameof(tensor), tensor.Type, null),
    };

    /// <summary>What the network can tell apart, and a little more on both sides.</summary>
    private (double Low, double High) FloatRange(Tensor tensor)
    {
        var quantized = graph.ConsumersOf(tensor.Id).OfType<Quantize>().Select(q => graph[q.Output]).FirstOrDefault();
        if (quantized is null)
            return (-1, 1);
        var q = quantized.RequiredQuantization;
        var (min, max) = quantized.Type.QuantizedRange();
        return (Finite((min - 8.0 - q.ZeroPoint) * q.Scale), Finite((max + 8.0 - q.ZeroPoint) * q.Scale));
    }

    /// <summary>An extreme scale reaches beyond binary32.</summary>
    private static double Finite(double value) => Math.Clamp(value, float.MinValue, float.MaxValue);

    private static void Put(Span<byte> to, ElementType type, double value)
    {
        if (type == ElementType.Float32)
        {
            BinaryPrimitives.WriteSingleLittleEndian(to, (float)value);
            return;
        }

        var whole = (long)Math.Round(value);
        switch (type)
        {
            case ElementType.Int8: to[0] = unchecked((byte)(sbyte)whole); break;
            case ElementType.UInt8 or ElementType.Bool: to[0] = (byte)whole; break;
            case ElementType.Int16: BinaryPrimitives.WriteInt16LittleEndian(to, (short)whole); break;
            case ElementType.Int32: BinaryPrimitives.WriteInt32LittleEndian(to, (int)whole); break;
            case ElementType.Int64: BinaryPrimitives.WriteInt64LittleEndian(to, whole); break;
            default: throw new ArgumentOutOfRangeException(nameof(type), type, null);
        }
    }
}
