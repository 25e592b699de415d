using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Validation;

/// <summary>Element types that each kind of operator computes with.</summary>
internal static class TypeRules
{
    /// <summary>False after reporting a tensor of the wrong type.</summary>
    public static bool Check(OperatorScope scope) => scope.Operator switch
    {
        Conv2D or DepthwiseConv2D or FullyConnected =>
            Is(scope, "input", scope.Input(), ElementType.Int8)
            & Is(scope, "filter", scope.Input(1), ElementType.Int8)
            & (scope.InputCount < 3 || Is(scope, "bias", scope.Input(2), ElementType.Int32))
            & Is(scope, "output", scope.Output, ElementType.Int8),
        Quantize =>
            Is(scope, "input", scope.Input(), ElementType.Float32, ElementType.Int8, ElementType.UInt8)
            & Is(scope, "output", scope.Output, ElementType.Int8, ElementType.UInt8),
        Dequantize =>
            Is(scope, "input", scope.Input(), ElementType.Int8, ElementType.UInt8) & Is(scope, "output", scope.Output, ElementType.Float32),
        Reshape => Is(scope, "output", scope.Output, scope.Input().Type),
        BinaryOperator or AveragePool2D or MaxPool2D or Mean or Softmax or Pad or Relu or Transpose or Concatenation =>
            Enumerable.Range(0, scope.InputCount).All(i => Is(scope, $"input {i}", scope.Input(i), ElementType.Int8))
            & Is(scope, "output", scope.Output, ElementType.Int8),
        _ => throw new InvalidOperationException($"no type rule for {scope.Operator}"),
    };

    private static bool Is(OperatorScope scope, string role, Tensor tensor, params ReadOnlySpan<ElementType> allowed)
    {
        if (allowed.Contains(tensor.Type))
            return true;
        return scope.Report(GraphDiagnostics.Type(scope.Place, role, tensor, string.Join(" or ", allowed.ToArray())));
    }
}
