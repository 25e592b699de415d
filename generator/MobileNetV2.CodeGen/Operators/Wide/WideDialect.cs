using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// The dialect of networks with activations of 16 bits and weights of 8: the same records, with sums of 64 bits and zero points of 0.
/// QUANTIZE leads to and from it, and operators that only move elements belong to any dialect.
/// </summary>
internal static class WideDialect
{
    /// <summary>Whether this operator computes on int16; one without such arithmetic does not, so that its types are refused.</summary>
    public static bool Is(ITensorTable graph, Operator op) => WideKernels.Has(op) && graph[op.Input].Type == ElementType.Int16;
}
