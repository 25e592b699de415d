using System.Collections.Frozen;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// Arithmetic on int32 and int64 that stand for themselves: what networks compute with shapes. The same records as on quantized data;
/// integers wrap, as in C.
/// </summary>
internal static class IntegerDialect
{
    private static readonly FrozenDictionary<Type, Func<long, long, long>> ByType = new Dictionary<Type, Func<long, long, long>>
    {
        [typeof(Add)] = (a, b) => unchecked(a + b),
        [typeof(Sub)] = (a, b) => unchecked(a - b),
        [typeof(Mul)] = (a, b) => unchecked(a * b),
        [typeof(Div)] = WholeNumbers.Divide,
        [typeof(SquaredDifference)] = (a, b) => unchecked((a - b) * (a - b)),
        [typeof(Maximum)] = Math.Max,
        [typeof(Minimum)] = Math.Min,
    }.ToFrozenDictionary();

    /// <summary>Whether operators with this record have a meaning on plain integers.</summary>
    public static bool Has(Type operatorType) => ByType.ContainsKey(operatorType);

    public static bool Is(ITensorTable graph, Operator op) =>
        ByType.ContainsKey(op.GetType()) && graph[op.Inputs[0]].Type is ElementType.Int32 or ElementType.Int64;

    public static void Check(OperatorScope scope, OperatorDefinition definition)
    {
        if (!MovingRules.KeepType(scope) || !definition.Shapes(scope))
            return;
        if (scope.Operator is IFusesActivation { Activation: not Activation.None and var activation })
            scope.Report(
                GraphDiagnostics.Attribute(
                    scope.Place, $"activation {activation} is fused to arithmetic on {scope.Output.Type}; only int8 takes one"));
    }

    public static void Run(Operator op, TensorValues values) => PlainNumbers.Run(op, values, ByType[op.GetType()]);
}
