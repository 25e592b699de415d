using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What reductions over any axes have in common.</summary>
internal abstract class ReduceDefinition<TOperator> : OperatorDefinition<TOperator>
    where TOperator : ReduceOperator
{
    protected static readonly IntegersAttribute<TOperator> Axes = new("axes", o => o.Axes, 0, Shape.HighestRank - 1)
    {
        Note = "ascending; the output's shape says whether dimensions are kept",
    };

    public sealed override ImmutableArray<Operand> Inputs { get; } =
        [Operand.Activation("input 0", ElementType.Int8) with { Title = "input" }];

    public sealed override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int8)];

    public sealed override ImmutableArray<OperatorAttribute> Attributes => [Axes];

    public sealed override Movement Movement => Movement.Computes;

    protected sealed override bool Shapes(OperatorScope scope, TOperator op)
    {
        var input = scope.Input().Shape;
        var isAscending = op.Axes.Zip(op.Axes.Skip(1)).All(pair => pair.First < pair.Second);
        if (op.Axes.IsEmpty || !isAscending || op.Axes[0] < 0 || op.Axes[^1] >= input.Rank)
        {
            return scope.Report(GraphDiagnostics.Attribute(
                scope.Place, $"axes [{string.Join(", ", op.Axes)}] are not ascending axes of {input}"));
        }

        ImmutableArray<int> kept = [.. input.Dimensions.Select((size, axis) => op.Axes.Contains(axis) ? 1 : size)];
        return scope.Output.Shape.Dimensions.SequenceEqual(kept)
            || ShapeRules.Gives(scope, [.. input.Dimensions.Where((_, axis) => !op.Axes.Contains(axis))]);
    }

    protected sealed override long Macs(ITensorTable graph, TOperator op) => 0;
}
