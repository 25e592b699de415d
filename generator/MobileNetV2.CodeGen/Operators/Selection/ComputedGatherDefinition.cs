using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What operators have in common that take slices at computed places: everything but the shapes.</summary>
internal abstract class ComputedGatherDefinition<TOperator> : OperatorDefinition<TOperator>, IComputedGather
    where TOperator : Operator
{
    public sealed override ImmutableArray<Operand> Inputs { get; } =
    [
        Operand.Activation("input"),
        Operand.Activation("indices", ElementType.Int32, ElementType.Int64) with { Title = "indices that the network computes" },
    ];

    public sealed override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output")];

    public sealed override Movement Movement => Movement.Computes;

    public sealed override string? StreamsWhen => Never;

    public sealed override ImmutableArray<RoundingRule> Roundings => [];

    public sealed override bool Types(OperatorScope scope) =>
        base.Types(scope) && TypeRules.Is(scope, "output", scope.Output, scope.Input().Type);

    public abstract GatherWalk Walk(ITensorTable graph, Operator op);

    protected sealed override bool Scales(OperatorScope scope, TOperator op) =>
        scope.Output.Type is not (ElementType.Int8 or ElementType.UInt8)
        || (QuantizationRules.ArePerTensor(scope) && QuantizationRules.DoesNotRescale(scope));

    protected sealed override bool Arithmetic(OperatorScope scope, TOperator op) => true;

    protected sealed override long Macs(ITensorTable graph, TOperator op) => 0;

    protected sealed override RowAccess Rows(Graph graph, TOperator op) => new RowAccess.WholeTensor();

    protected sealed override void Run(TOperator op, TensorValues values)
    {
        var walk = Walk(values.Graph, op);
        var element = values.Graph[op.Output].Type.SizeBytes();
        var run = walk.Run * element;
        var indices = PlainNumbers.Integers(values, values.Graph[op.Inputs[1]]);
        var input = values.Read(op.Input);
        var output = values.Write(op.Output);
        for (var i = 0; i < walk.Outer * walk.Places; i++)
        {
            var (outer, place) = Math.DivRem(i, walk.Places);
            var from = outer * walk.OuterStride;
            for (var d = 0; d < walk.Limits.Length; d++)
                from += (int)Math.Clamp(indices[(place * walk.Limits.Length) + d], 0, walk.Limits[d] - 1) * walk.Strides[d];
            input.Slice(from * element, run).CopyTo(output.AsSpan(i * run));
        }
    }
}
