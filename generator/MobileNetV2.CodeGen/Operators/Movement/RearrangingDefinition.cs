using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What operators have in common that give elements of their input at other places:
/// everything but where each comes from.</summary>
internal abstract class RearrangingDefinition<TOperator> : MovingDefinition<TOperator>, IRearrangement
    where TOperator : Operator
{
    public sealed override ImmutableArray<Operand> Inputs { get; } = [Operand.Activation("input")];

    public sealed override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output")];

    public ImmutableArray<MoveAxis> Walk(Operator op, Shape input) => Walk((TOperator)op, input);

    protected abstract ImmutableArray<MoveAxis> Walk(TOperator op, Shape input);

    protected override RowAccess Rows(Graph graph, TOperator op) => new RowAccess.WholeTensor();

    protected sealed override void Run(TOperator op, TensorValues values)
    {
        var input = values.Graph[op.Input];
        var size = input.Type.SizeBytes();
        var source = new[] { 0 };
        foreach (var axis in Walk(op, input.Shape))
            source = [.. source.SelectMany(_ => axis.Offsets, (outer, inner) => outer + inner)];
        Elements.Gather(values.Read(op.Input), source, values.Write(op.Output), size);
    }

    /// <summary>The walk over a tensor as it is, to be changed at some axes.</summary>
    protected static ImmutableArray<MoveAxis> Plain(Shape input) => [.. input.Dimensions.Zip(Offsets.Strides(input), MoveAxis.Of)];
}
