using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What REDUCE_MAX and REDUCE_MIN have in common: the output has the input's scale.</summary>
internal abstract class ReduceExtremumDefinition<TOperator> : ReduceDefinition<TOperator>
    where TOperator : ReduceOperator
{
    public sealed override ImmutableArray<RoundingRule> Roundings => [];

    public sealed override string? StreamsWhen => Never;

    protected sealed override bool Scales(OperatorScope scope, TOperator op) =>
        QuantizationRules.ArePerTensor(scope) && QuantizationRules.DoesNotRescale(scope);

    protected sealed override bool Arithmetic(OperatorScope scope, TOperator op) => true;

    protected sealed override RowAccess Rows(Graph graph, TOperator op) => new RowAccess.WholeTensor();

    protected sealed override void Run(TOperator op, TensorValues values)
    {
        var input = values.Graph[op.Input];
        var elements = Elements.Widen(values.Read(op.Input), input.Type, 0);
        var result = values.Write(op.Output);
        var target = Offsets.Broadcast(Reductions.Kept(input.Shape, op.Axes), input.Shape);
        var best = new short?[result.Length];
        for (var i = 0; i < elements.Length; i++)
            best[target[i]] = best[target[i]] is { } so ? (short)Choose(so, elements[i]) : elements[i];
        for (var i = 0; i < result.Length; i++)
            result[i] = Elements.ToByte(best[i]!.Value);
    }

    protected abstract int Choose(int left, int right);
}
