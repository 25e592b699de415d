namespace MobileNetV2.CodeGen.Operators;

/// <summary>All rules of one operator, in the dialect that it belongs to.</summary>
internal static class OperatorRules
{
    public static void Check(OperatorScope scope)
    {
        var definition = OperatorCatalog.Of(scope.Operator);
        if (FloatDialect.Is(scope.Tensors, scope.Operator))
            FloatRules.Check(scope, definition);
        else if (IntegerDialect.Is(scope.Tensors, scope.Operator))
            IntegerDialect.Check(scope, definition);
        else if (WideDialect.Is(scope.Tensors, scope.Operator))
            WideRules.Check(scope, definition);
        else if (definition.Types(scope) && definition.Shapes(scope) && definition.Scales(scope))
            definition.Arithmetic(scope);
    }
}
