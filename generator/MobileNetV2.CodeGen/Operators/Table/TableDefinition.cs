using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What operators that are tables have in common: everything but the rule by which an entry is made.</summary>
internal abstract class TableDefinition<TOperator> : OperatorDefinition<TOperator>, ITableRule
    where TOperator : TableOperator
{
    /// <inheritdoc cref="ITableRule.Output"/>
    public abstract QuantizationParameters? Output { get; }

    public sealed override ImmutableArray<Operand> Inputs { get; } = [Operand.Activation("input", ElementType.Int8)];

    public sealed override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int8)];

    public sealed override Movement Movement => Movement.Computes;

    public byte[] Make(ITensorTable graph, Operator op) =>
        Entries(graph, op, Rule((TOperator)op, graph[op.Input].RequiredQuantization, graph[op.Output].RequiredQuantization));

    /// <summary>The function of reals that programs tabulate where the reference computes in fixed point; null when it does the same.
    /// </summary>
    protected virtual Func<float, float>? Curve(TOperator op) => null;

    /// <summary>The stored value that becomes of a stored value; whoever calls it clamps to the output's type.</summary>
    protected abstract Func<int, int> Rule(TOperator op, QuantizationParameters input, QuantizationParameters output);

    protected sealed override bool Shapes(OperatorScope scope, TOperator op) => ShapeRules.IsKept(scope);

    protected sealed override bool Scales(OperatorScope scope, TOperator op) =>
        QuantizationRules.ArePerTensor(scope)
            && (Output is not { } fixedTo || QuantizationRules.Gives(scope, fixedTo.Scale, fixedTo.ZeroPoint));

    protected sealed override long Macs(ITensorTable graph, TOperator op) => 0;

    public sealed override string? StreamsWhen => Always;

    protected sealed override RowAccess Rows(Graph graph, TOperator op) => new RowAccess.Elementwise();

    protected sealed override void Run(TOperator op, TensorValues values)
    {
        var graph = values.Graph;
        var table = values.Rounding == RoundingRule.Float32 && Curve(op) is { } curve
            ? Entries(graph, op, RealTable.Of(graph[op.Input].RequiredQuantization, graph[op.Output].RequiredQuantization, curve))
            : Make(graph, op);
        Elements.Map(values.Read(op.Input), values.Write(op.Output), table);
    }

    private static byte[] Entries(ITensorTable graph, Operator op, Func<int, int> rule)
    {
        var range = ActivationRange.Of(graph[op.Output].Type);
        return Elements.Table(graph[op.Input].Type, x => Elements.ToByte(range.Clamp(rule(x))));
    }
}
