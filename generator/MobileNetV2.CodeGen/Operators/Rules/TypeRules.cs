using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Element types that operators compute with.</summary>
internal static class TypeRules
{
    /// <summary>False after reporting the first tensor of a wrong type: a float operator has many, for one reason.</summary>
    public static bool AreThoseOfOperands(OperatorScope scope, OperatorDefinition definition)
    {
        for (var i = 0; i < scope.InputCount; i++)
        {
            var operand = definition.Inputs[Math.Min(i, definition.Inputs.Length - 1)];
            if (!Is(scope, operand.IsRepeated ? $"{operand.Name} {i}" : operand.Name, scope.Input(i), operand.Types.AsSpan()))
                return false;
        }

        return definition.Outputs.Zip(scope.Outputs).All(o => Is(scope, o.First.Name, o.Second, o.First.Types.AsSpan()));
    }

    /// <summary>False after reporting; no types at all allow any.</summary>
    public static bool Is(OperatorScope scope, string role, Tensor tensor, params ReadOnlySpan<ElementType> allowed) =>
        allowed.IsEmpty || allowed.Contains(tensor.Type)
        || scope.Report(GraphDiagnostics.Type(scope.Place, role, tensor, allowed));
}
