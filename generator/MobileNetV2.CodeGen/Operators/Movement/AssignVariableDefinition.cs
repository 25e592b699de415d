using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>ASSIGN_VARIABLE.</summary>
internal sealed class AssignVariableDefinition : MovingDefinition<AssignVariable>
{
    public override ImmutableArray<string> Kinds => ["ASSIGN_VARIABLE"];

    public override ImmutableArray<Operand> Inputs { get; } = [Operand.Activation("input")];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output") with { Title = "the `next` of a state" }];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override Movement Movement => Movement.Scatters;

    public override string? StreamsWhen => Never;

    protected override AssignVariable Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Shapes(OperatorScope scope, AssignVariable op) => ShapeRules.IsKept(scope);

    protected override RowAccess Rows(Graph graph, AssignVariable op) => new RowAccess.WholeTensor();

    protected override void Run(AssignVariable op, TensorValues values) => values.Read(op.Input).CopyTo(values.Write(op.Output));
}
