using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Floats;

/// <summary>Averages over whole images.</summary>
internal static class GlobalAverages
{
    /// <summary>AVERAGE_POOL_2D over the whole image becomes MEAN, which rescales. An average pool gives its result in the steps of its
    /// input, and an average of many values is much smaller than the largest of them.</summary>
    public static Graph AsMeans(Graph graph) => graph.With(operators: [.. graph.Operators.Select(op =>
        op is AveragePool2D { Activation: Activation.None } pool && pool.Padding.IsZero && pool.Window == graph[pool.Input].Shape.Extent
            && graph[pool.Output].Shape.Extent.IsOne
            ? new Mean(pool.Id, pool.Inputs, pool.Outputs, [1, 2])
            : op)]);
}
