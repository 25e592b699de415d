using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Constants of AVERAGE_POOL_2D and MAX_POOL_2D, which never requantize.</summary>
internal sealed record PoolConstants(ActivationRange Activation)
{
    /// <summary>Added to each value before the mean is taken, and taken off again: what makes all values positive rounds ties up.</summary>
    public int Middle { get; init; }

    public static PoolConstants For(ITensorTable graph, AveragePool2D op) =>
        new(ActivationRange.Of(op.Activation, graph[op.Output])) { Middle = op.UInt8Rounding ? 128 : 0 };

    public static PoolConstants For(ITensorTable graph, MaxPool2D op) => new(ActivationRange.Of(op.Activation, graph[op.Output]));
}
