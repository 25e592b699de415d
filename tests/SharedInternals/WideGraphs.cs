using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Random graphs with activations of 16 bits: those of 8 bits with finer steps, zero points of 0 and biases of 64 bits.</summary>
internal static class WideGraphs
{
    private const float Finer = 1f / 256;

    /// <summary>Kinds with arithmetic on 16 bits.</summary>
    public static ImmutableArray<string> Kinds { get; } =
        [.. RandomGraphs.Kinds.Except(RandomMoves.Kinds).Where(kind => WideKernels.Has(RandomGraphs.Single(kind, 0).Operators.Single()))];

    public static Graph Single(string kind, ulong seed) => Of(RandomGraphs.Single(kind, seed));

    /// <summary>A network; borders of floats and bytes stay what they are.</summary>
    public static Graph Network(ulong seed) => Of(RandomGraphs.Network(seed));

    private static Graph Of(Graph graph)
    {
        var filters = graph.Operators.OfType<FilterOperator>().SelectMany(o => o.Inputs.Skip(1)).ToHashSet();
        var narrow = graph.Operators.Where(o => o is DepthwiseConv2D or TransposeConv).SelectMany(o => o.Inputs.Skip(2)).ToHashSet();
        var fixedScales = graph.Operators.Where(o => o is Softmax or Logistic or Tanh).Select(o => o.Output).ToHashSet();
        return graph.With(
            [.. graph.Tensors.Select(t => fixedScales.Contains(t.Id)
                ? Wide(t) with { Quantization = QuantizationParameters.PerTensor(1f / 32768, 0) }
                : t.Type == ElementType.Int32 && filters.Contains(t.Id) ? Bias(t, mayBeNarrow: !narrow.Contains(t.Id))
                : filters.Contains(t.Id) ? Symmetric(t)
                : t.Type == ElementType.Int8 ? Wide(t) : t)],
            [.. graph.Operators.Select(o => o is Pad pad ? pad with { Value = 0 } : o)]);
    }

    private static Tensor Symmetric(Tensor filter)
    {
        var quantization = filter.RequiredQuantization;
        return filter with { Quantization = quantization with { ZeroPoints = [.. quantization.ZeroPoints.Select(_ => 0)] } };
    }

    private static Tensor Wide(Tensor tensor) => tensor with
    {
        Type = ElementType.Int16,
        Quantization = QuantizationParameters.PerTensor(tensor.RequiredQuantization.Scale * Finer, 0),
        Data = tensor.Data is { } data
            ? Bytes(data.ToArray().Select((b, i) => (short)((unchecked((sbyte)b) * 251) + (i % 200))).ToArray())
            : default(ReadOnlyMemory<byte>?),
    };

    /// <summary>As many steps more as the input is finer; a third of them stays at 32 bits.</summary>
    private static Tensor Bias(Tensor bias, bool mayBeNarrow)
    {
        var values = MemoryMarshal.Cast<byte, int>(bias.Data!.Value.Span).ToArray().Select(v => v * 200L);
        var quantization = bias.RequiredQuantization with { Scales = [.. bias.RequiredQuantization.Scales.Select(s => s * Finer)] };
        return mayBeNarrow && bias.Id.Value % 3 == 0
            ? bias with { Quantization = quantization, Data = Bytes(values.Select(v => (int)v).ToArray()) }
            : bias with { Quantization = quantization, Type = ElementType.Int64, Data = Bytes(values.ToArray()) };
    }

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged =>
        MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
