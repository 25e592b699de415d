using System.Runtime.Intrinsics.X86;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// An int8 operator whose constants are laid out for the machine once and serve many runs. Its bits are those of the operator's reference
/// function, which stays what defines them.
/// </summary>
internal abstract class PreparedOperator
{
    /// <returns>Null when the reference function is all there is: for the operator, or on this machine.</returns>
    public static PreparedOperator? For(Graph graph, Operator op)
    {
        if (!Avx2.IsSupported
            || FloatDialect.Is(graph, op)
            || IntegerDialect.Is(graph, op)
            || WideDialect.Is(graph, op)
            || op.Inputs.IsEmpty
            || !IsByte(graph, op.Inputs[0]))
            return null;
        return op switch
        {
            Conv2D o when HasConstants(graph, o) => PreparedConvolution.Of(graph, o),
            FullyConnected o when HasConstants(graph, o) => PreparedConvolution.Of(graph, o),
            DepthwiseConv2D { DepthMultiplier: 1 } o when HasConstants(graph, o) => new PreparedDepthwise(graph, o),
            Add o when IsPointwise(graph, o) => new PreparedSum(graph, o, AddConstants.For(graph, o), rightSign: 1),
            Sub o when IsPointwise(graph, o) => new PreparedSum(graph, o, AddConstants.For(graph, o), rightSign: -1),
            _ => null,
        };
    }

    /// <summary>Computes the operator's output by <see cref="RoundingRule.Reference"/>.</summary>
    public abstract void Run(TensorValues values);

    private static bool HasConstants(Graph graph, FilterOperator op) =>
        graph[op.Filter].IsConstant && IsByte(graph, op.Filter) && (op.Bias is not { } bias || graph[bias].IsConstant);

    private static bool IsPointwise(Graph graph, BinaryOperator op) =>
        graph[op.Left].Shape.Equals(graph[op.Output].Shape) && graph[op.Right].Shape.Equals(graph[op.Output].Shape);

    private static bool IsByte(Graph graph, TensorId id) => graph[id].Type is ElementType.Int8 or ElementType.UInt8;
}
