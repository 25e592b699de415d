using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>CONCATENATION; it computes, because an input whose scale is not the output's is requantized.</summary>
internal sealed class ConcatenationDefinition : OperatorDefinition<Concatenation>
{
    private static readonly IntegerAttribute<Concatenation> Axis =
        new("axis", o => o.Axis, fallback: null, 0, Shape.HighestRank - 1) { Note = "the dimension to join along" };

    private static readonly UInt8RoundingAttribute<Concatenation> Rounding = new(o => o.UInt8Rounding) { IsPrinted = true };

    public override ImmutableArray<string> Kinds => ["CONCATENATION"];

    public override ImmutableArray<Operand> Inputs { get; } =
        [Operand.Activation("input") with { IsRepeated = true, Title = "inputs" }];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output")];

    public override ImmutableArray<OperatorAttribute> Attributes => [Axis, Rounding];

    public override Movement Movement => Movement.Computes;

    public override bool Types(OperatorScope scope) => MovingRules.KeepType(scope);

    public override ImmutableArray<RoundingRule> Roundings => [RoundingRule.Once, RoundingRule.Float32];

    protected override Concatenation Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Axis.Read(attributes)) { UInt8Rounding = Rounding.Read(attributes) };

    protected override bool Shapes(OperatorScope scope, Concatenation op)
    {
        var first = scope.Input().Shape;
        if (op.Axis < 0 || op.Axis >= first.Rank)
            return scope.Report(GraphDiagnostics.Attribute(scope.Place, $"axis {op.Axis} is outside {first}"));
        var along = 0L;
        for (var i = 0; i < scope.InputCount; i++)
        {
            var shape = scope.Input(i).Shape;
            if (shape.Rank != first.Rank || shape.Dimensions.Where((size, axis) => axis != op.Axis && size != first[axis]).Any())
            {
                return scope.Report(GraphDiagnostics.Shapes(
                    scope.Place, $"input {i} of shape {shape} cannot be joined to {first} along axis {op.Axis}"));
            }

            along += shape[op.Axis];
        }

        return along > int.MaxValue
            ? scope.Report(GraphDiagnostics.Shapes(
                scope.Place, $"the inputs have {along} elements along axis {op.Axis}, at most {int.MaxValue} are supported"))
            : ShapeRules.Gives(scope, first.Dimensions.SetItem(op.Axis, (int)along));
    }

    protected override bool Scales(OperatorScope scope, Concatenation op) => QuantizationRules.ArePerTensor(scope);

    protected override bool Arithmetic(OperatorScope scope, Concatenation op) =>
        scope.Output.Type is not (ElementType.Int8 or ElementType.UInt8) || ArithmeticRules.AreFactors(scope);

    protected override long Macs(ITensorTable graph, Concatenation op) => 0;

    public override string? StreamsWhen => "along channels, or along columns of pictures of one size";

    protected override RowAccess Rows(Graph graph, Concatenation op) =>
        op.Inputs.Any(i => graph[i].IsConstant) || graph[op.Output].Shape.Rank != 4 ? new RowAccess.WholeTensor()
        : op.Axis == 3 ? new RowAccess.Elementwise()
        : op.Axis == 2 && op.Inputs.All(i => graph[i].Shape.Equals(graph[op.Input].Shape)) ? RowAccess.RowByRow.Within
        : new RowAccess.WholeTensor();

    protected override void Run(Concatenation op, TensorValues values) => ConcatenationKernel.Run(op, values);
}
