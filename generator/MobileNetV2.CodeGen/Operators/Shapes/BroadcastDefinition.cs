using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>BROADCAST_TO and FILL: the output's shape is the new shape.</summary>
internal sealed class BroadcastDefinition : MovingDefinition<Broadcast>
{
    public override ImmutableArray<string> Kinds => ["BROADCAST_TO", "FILL"];

    public override ImmutableArray<Operand> Inputs { get; } = [Operand.Activation("input")];

    public override ImmutableArray<Operand> Outputs { get; } =
        [Operand.Activation("output") with { Title = "its shape is the new shape" }];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override Movement Movement => Movement.Scatters;

    public override string? StreamsWhen => Never;

    protected override Broadcast Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, origin.Kind);

    protected override bool Shapes(OperatorScope scope, Broadcast op)
    {
        var (input, output) = (scope.Input().Shape, scope.Output.Shape);
        var fits = input.Rank <= output.Rank
            && input.Dimensions.Zip(output.Dimensions.Skip(output.Rank - input.Rank)).All(d => d.First == 1 || d.First == d.Second);
        return fits || scope.Report(GraphDiagnostics.Shapes(scope.Place, $"the input of shape {input} cannot be broadcast to {output}"));
    }

    protected override RowAccess Rows(Graph graph, Broadcast op) => new RowAccess.WholeTensor();

    protected override void Run(Broadcast op, TensorValues values)
    {
        var (input, output) = (values.Graph[op.Input], values.Graph[op.Output]);
        Elements.Gather(values.Read(op.Input), Offsets.Broadcast(input.Shape, output.Shape), values.Write(op.Output),
            input.Type.SizeBytes());
    }
}
