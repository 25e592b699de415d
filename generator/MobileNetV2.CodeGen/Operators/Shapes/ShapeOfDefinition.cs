using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>SHAPE.</summary>
internal sealed class ShapeOfDefinition : OperatorDefinition<ShapeOf>
{
    public override ImmutableArray<string> Kinds => ["SHAPE"];

    public override ImmutableArray<Operand> Inputs { get; } = [Operand.ShapeOnly("input")];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int32, ElementType.Int64)];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override Movement Movement => Movement.Computes;

    public override string? StreamsWhen => Never;

    public override ImmutableArray<RoundingRule> Roundings => [];

    protected override ShapeOf Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Shapes(OperatorScope scope, ShapeOf op) =>
        scope.Input().Shape.Rank == 0
            ? scope.Report(GraphDiagnostics.Rank(scope.Place, $"input {scope.Input()}", 0, "at least 1"))
            : ShapeRules.Gives(scope, [scope.Input().Shape.Rank]);

    protected override bool Scales(OperatorScope scope, ShapeOf op) => true;

    protected override bool Arithmetic(OperatorScope scope, ShapeOf op) => true;

    protected override long Macs(ITensorTable graph, ShapeOf op) => 0;

    protected override RowAccess Rows(Graph graph, ShapeOf op) => new RowAccess.WholeTensor();

    protected override void Run(ShapeOf op, TensorValues values) =>
        PlainNumbers.Write(values, values.Graph[op.Output], [.. values.Graph[op.Input].Shape.Dimensions.Select(d => (long)d)]);
}
