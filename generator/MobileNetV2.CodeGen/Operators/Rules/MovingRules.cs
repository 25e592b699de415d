using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Rules about operators that only move elements: what comes out means what went in. Each is false after reporting.</summary>
internal static class MovingRules
{
    /// <summary>All inputs and outputs have the type of the first input.</summary>
    public static bool KeepType(OperatorScope scope)
    {
        var type = scope.Input().Type;
        return Enumerable.Range(0, scope.InputCount).All(i => TypeRules.Is(scope, $"input {i}", scope.Input(i), type))
            && scope.Outputs.All(t => TypeRules.Is(scope, "output", t, type));
    }

    /// <summary>8-bit values that depend on the network's inputs stand for the same reals everywhere.</summary>
    public static bool KeepMeaning(OperatorScope scope)
    {
        var inputs = Enumerable.Range(0, scope.InputCount).Select(i => scope.Input(i)).ToList();
        if (scope.Input().Type is not (ElementType.Int8 or ElementType.UInt8) || inputs.All(scope.IsKnown))
            return true;
        return QuantizationRules.ArePerTensor(scope)
            && inputs.All(input => scope.Outputs.All(output => QuantizationRules.DoNotRescale(scope, input, output)));
    }
}
