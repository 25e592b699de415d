using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The rules of the float dialect: those of the operator, less all that is about quantization.</summary>
internal static class FloatRules
{
    public static void Check(OperatorScope scope, OperatorDefinition definition)
    {
        if (AreFloat(scope, definition) && definition.Shapes(scope) && scope.Operator is Pad { Value: not 0 and var value })
            scope.Report(GraphDiagnostics.Attribute(scope.Place, $"float32 tensors are padded with 0, not with {value}"));
    }

    private static bool AreFloat(OperatorScope scope, OperatorDefinition definition)
    {
        var fit = true;
        for (var i = 0; i < scope.InputCount; i++)
        {
            var operand = definition.Inputs[Math.Min(i, definition.Inputs.Length - 1)];
            fit &= TypeRules.Is(scope, operand.IsRepeated
                ? $"{operand.Name} {i}"
                : operand.Name, scope.Input(i), TypesOf(operand).AsSpan());
        }

        foreach (var (operand, tensor) in definition.Outputs.Zip(scope.Outputs))
            fit &= TypeRules.Is(scope, operand.Name, tensor, TypesOf(operand).AsSpan());
        return fit;
    }

    /// <summary>What is int8, or a bias, in the quantized dialect is float32 here; indices and the like stay as they are.</summary>
    private static ImmutableArray<ElementType> TypesOf(Operand operand) =>
        operand.Role == OperandRole.Bias || operand.Types.IsEmpty || operand.Types.Contains(ElementType.Int8)
            ? [ElementType.Float32]
            : operand.Types;
}
