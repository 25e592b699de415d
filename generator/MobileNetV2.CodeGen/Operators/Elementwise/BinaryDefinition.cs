using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What element-wise operators of two inputs have in common.</summary>
internal abstract class BinaryDefinition<TOperator> : OperatorDefinition<TOperator>
    where TOperator : BinaryOperator
{
    public override ImmutableArray<Operand> Inputs { get; } =
    [
        Operand.Activation("input 0", ElementType.Int8) with { Title = "left" },
        Operand.Activation("input 1", ElementType.Int8) with { Title = "right; shapes broadcast" },
    ];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int8)];

    public sealed override Movement Movement => Movement.Computes;

    protected sealed override bool Shapes(OperatorScope scope, TOperator op) =>
        ShapeRules.Broadcast(scope, [scope.Input().Shape, scope.Input(1).Shape]) is { } dimensions && ShapeRules.Gives(scope, dimensions);

    protected override bool Scales(OperatorScope scope, TOperator op) => QuantizationRules.ArePerTensor(scope);

    protected sealed override long Macs(ITensorTable graph, TOperator op) => 0;

    public sealed override string? StreamsWhen => "equal shapes, or constants that repeat in each pixel";

    protected sealed override RowAccess Rows(Graph graph, TOperator op)
    {
        var output = graph[op.Output].Shape;
        return op.Inputs.Select(i => graph[i]).All(t => t.IsConstant ? RepeatsInEachPixel(t.Shape, output) : t.Shape.Equals(output))
            ? new RowAccess.Elementwise()
            : new RowAccess.WholeTensor();
    }

    private static bool RepeatsInEachPixel(Shape constant, Shape output) =>
        constant.ElementCount == 1 || (constant.ElementCount == constant.Channels && constant.Channels == output.Channels);
}
