using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>MEAN over any axes.</summary>
internal sealed class MeanDefinition : OperatorDefinition<Mean>
{
    private static readonly IntegersAttribute<Mean> Axes = new("axes", o => o.Axes, 0, Shape.HighestRank - 1)
    {
        Note = "ascending. The output's shape says whether dimensions are kept",
    };

    public override ImmutableArray<string> Kinds => ["MEAN"];

    public override ImmutableArray<Operand> Inputs { get; } = [Operand.Activation("input 0", ElementType.Int8) with { Title = "input" }];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int8)];

    public override ImmutableArray<OperatorAttribute> Attributes => [Axes];

    public override Movement Movement => Movement.Computes;

    protected override Mean Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Axes.Read(attributes));

    protected override bool Shapes(OperatorScope scope, Mean op)
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

    protected override bool Scales(OperatorScope scope, Mean op) => QuantizationRules.ArePerTensor(scope);

    protected override bool Arithmetic(OperatorScope scope, Mean op)
    {
        var worst = (long)ArithmeticRules.LargestOffset * scope.Input().Shape.ElementCount / scope.Output.Shape.ElementCount;
        return ArithmeticRules.AreFactors(scope) && ArithmeticRules.FitsAccumulator(scope, "a sum", worst);
    }

    protected override long Macs(ITensorTable graph, Mean op) => 0;

    protected override RowAccess Rows(Graph graph, Mean op) =>
        op.Axes.AsSpan().SequenceEqual([1, 2]) ? new RowAccess.Sum() : new RowAccess.WholeTensor();

    protected override void Run(Mean op, TensorValues values) => MeanKernel.Run(op, values);
}
