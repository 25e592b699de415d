using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>ADD, SUB, MUL and DIV.</summary>
internal static class ElementwiseConverter
{
    public static Operator? Add(OperatorSource source) =>
        Fused(source) is { } activation ? new Add(source.Id, source.InputIds(2), source.OutputIds, activation) : null;

    public static Operator? Sub(OperatorSource source) =>
        Fused(source) is { } activation ? new Sub(source.Id, source.InputIds(2), source.OutputIds, activation) : null;

    public static Operator? Mul(OperatorSource source) =>
        Fused(source) is { } activation
            ? new Mul(source.Id, source.InputIds(2), source.OutputIds, activation) { ScaleProduct = source.ScaleProduct }
            : null;

    public static Operator? Div(OperatorSource source) =>
        Fused(source) is { } activation ? new Div(source.Id, source.InputIds(2), source.OutputIds, activation) : null;

    private static Activation? Fused(OperatorSource source) =>
        source.Options is { } options ? source.Activation(new ElementwiseOptions(options).Activation) : Activation.None;
}
