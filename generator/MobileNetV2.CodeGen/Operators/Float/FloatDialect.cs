using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// The dialect of float32 networks: the same records, computing with reals. A graph may mix dialects; QUANTIZE and DEQUANTIZE lead from one
/// to the other and belong to neither.
/// </summary>
internal static class FloatDialect
{
    /// <summary>Whether this operator computes with float32; one without float arithmetic does not,
    /// so that its types are refused.</summary>
    public static bool Is(ITensorTable graph, Operator op) =>
        FloatKernels.Has(op)
        && graph[op.Inputs[0]].Type == ElementType.Float32
        && graph[op.Output].Type == ElementType.Float32;

    /// <summary>Whether this operator calculates with reals. One that only moves them needs no arithmetic:
    /// its C is that of any type.</summary>
    public static bool Computes(ITensorTable graph, Operator op) =>
        Is(graph, op) && op is not Concatenation && OperatorCatalog.Of(op).Movement is Movement.Computation;

    /// <summary>
    /// Whether floats stand between or behind integers: C is made of such a network, in the steps of the reference's own float kernels.
    /// One that computes with nothing but floats is to be quantized, and is there to measure by.
    /// </summary>
    public static bool IsIsland(Graph graph) => graph.Operators.Any(o => o is Quantize or Dequantize && !graph[o.Input].IsConstant);

    /// <summary>Whether any operator of the network does.</summary>
    public static bool Is(Graph graph) => graph.Operators.Any(o => Is(graph, o));
}
