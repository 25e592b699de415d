using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>GATHER_ND.</summary>
internal sealed class GatherNdDefinition : ComputedGatherDefinition<GatherNd>
{
    public override ImmutableArray<string> Kinds => ["GATHER_ND"];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    protected override GatherNd Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Shapes(OperatorScope scope, GatherNd op)
    {
        var (input, indices) = (scope.Input().Shape, scope.Input(1).Shape);
        var depth = indices.Rank == 0 ? 0 : indices.Channels;
        if (depth < 1 || depth > input.Rank)
        {
            return scope.Report(GraphDiagnostics.Shapes(
                scope.Place, $"indices of shape {indices} name {depth} dimensions of an input of shape {input}"));
        }

        return ShapeRules.Gives(scope, [.. indices.Dimensions.SkipLast(1), .. input.Dimensions.Skip(depth)]);
    }

    public override GatherWalk Walk(ITensorTable graph, Operator op)
    {
        var (input, indices) = (graph[op.Inputs[0]].Shape, graph[op.Inputs[1]].Shape);
        var depth = indices.Channels;
        var strides = Offsets.Strides(input);
        return new GatherWalk(
            1, 0, indices.ElementCount / depth, [.. input.Dimensions.Take(depth)], [.. strides.Take(depth)], strides[depth - 1]);
    }
}
