using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>GATHER whose indices the network computes.</summary>
internal sealed class GatherV2Definition : ComputedGatherDefinition<GatherV2>
{
    private static readonly IntegerAttribute<GatherV2> Axis =
        new("axis", o => o.Axis, fallback: null, 0, Shape.HighestRank - 1) { Note = "the dimension to take from" };

    public override ImmutableArray<string> Kinds => ["GATHER_V2"];

    public override ImmutableArray<OperatorAttribute> Attributes => [Axis];

    protected override GatherV2 Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Axis.Read(attributes));

    protected override bool Shapes(OperatorScope scope, GatherV2 op)
    {
        var (input, indices) = (scope.Input().Shape, scope.Input(1).Shape);
        return ShapeRules.HasAxis(scope, op.Axis)
            && ShapeRules.Gives(scope, [.. input.Dimensions.Take(op.Axis), .. indices.Dimensions, .. input.Dimensions.Skip(op.Axis + 1)]);
    }

    public override GatherWalk Walk(ITensorTable graph, Operator op)
    {
        var (input, indices, axis) = (graph[op.Inputs[0]].Shape, graph[op.Inputs[1]].Shape, ((GatherV2)op).Axis);
        var stride = Offsets.Strides(input)[axis];
        return new GatherWalk(
            input.ElementCount / (stride * input[axis]), stride * input[axis], indices.ElementCount, [input[axis]], [stride], stride);
    }
}
