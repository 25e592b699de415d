using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Constants of AVERAGE_POOL_2D and MAX_POOL_2D, which never requantize.</summary>
internal sealed record PoolConstants(ActivationRange Activation)
{
    public static PoolConstants For(ITensorTable graph, AveragePool2D op) => new(ActivationRange.Of(op.Activation, graph[op.Output]));

    public static PoolConstants For(ITensorTable graph, MaxPool2D op) => new(ActivationRange.Of(op.Activation, graph[op.Output]));
}
