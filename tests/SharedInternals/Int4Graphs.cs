using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Random graphs whose filters have weights of 4 bits.</summary>
internal static class Int4Graphs
{
    public static Graph Of(Graph graph)
    {
        var filters = graph.Operators.OfType<FilterOperator>().Select(o => o.Filter).ToHashSet();
        return graph.With([.. graph.Tensors.Select(t => filters.Contains(t.Id) ? Narrow(t) : t)]);
    }

    /// <summary>Steps 16 times as wide keep what the weights mean.</summary>
    private static Tensor Narrow(Tensor filter) => filter with
    {
        Quantization = filter.RequiredQuantization with
        {
            Scales = [.. filter.RequiredQuantization.Scales.Select(s => s * 16)],
            ZeroPoints = [.. filter.RequiredQuantization.ZeroPoints.Select(_ => 0)],
        },
        Data = filter.Data!.Value.ToArray().Select(b => unchecked((byte)((sbyte)b >> 4))).ToArray(),
    };
}
