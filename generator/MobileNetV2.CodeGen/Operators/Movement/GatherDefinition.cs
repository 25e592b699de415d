using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>GATHER with constant indices.</summary>
internal sealed class GatherDefinition : RearrangingDefinition<Gather>
{
    private static readonly IntegerAttribute<Gather> Axis =
        new("axis", o => o.Axis, fallback: null, 0, Shape.HighestRank - 1) { Note = "the dimension to take from" };

    private static readonly IntegersAttribute<Gather> Indices =
        new("indices", o => o.Indices, 0, int.MaxValue) { Note = "which slices along the axis to take" };

    public override ImmutableArray<string> Kinds => ["GATHER"];

    public override ImmutableArray<OperatorAttribute> Attributes => [Axis, Indices];

    public override Movement Movement { get; } = new Movement.Move(Runs);

    public override string Details(Graph graph, Operator op) => $"axis {((Gather)op).Axis}, {((Gather)op).Indices.Length} indices";

    protected override Gather Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Axis.Read(attributes), Indices.Read(attributes));

    /// <remarks>The shape of the indices, which may have any rank, takes the place of the axis.</remarks>
    protected override bool Shapes(OperatorScope scope, Gather op)
    {
        var (input, output) = (scope.Input().Shape, scope.Output.Shape);
        if (op.Axis < 0 || op.Axis >= input.Rank)
            return scope.Report(GraphDiagnostics.Attribute(scope.Place, $"axis {op.Axis} is outside {input}"));
        if (op.Indices.IsEmpty || op.Indices.Any(i => i < 0 || i >= input[op.Axis]))
        {
            return scope.Report(GraphDiagnostics.Attribute(
                scope.Place, $"the indices are not one or more numbers from 0 to {input[op.Axis] - 1}"));
        }

        var after = input.Rank - op.Axis - 1;
        var taken = output.Dimensions.Skip(op.Axis).SkipLast(after).Aggregate(1L, (product, d) => product * d);
        return (output.Rank >= input.Rank - 1
                && output.Dimensions.Take(op.Axis).SequenceEqual(input.Dimensions.Take(op.Axis))
                && output.Dimensions.TakeLast(after).SequenceEqual(input.Dimensions.TakeLast(after))
                && taken == op.Indices.Length)
            || ShapeRules.Gives(scope, input.Dimensions.SetItem(op.Axis, op.Indices.Length));
    }

    protected override ImmutableArray<MoveAxis> Walk(Gather op, Shape input)
    {
        var stride = Offsets.Strides(input)[op.Axis];
        return Plain(input).SetItem(op.Axis, MoveAxis.Of(op.Indices.Length, i => op.Indices[i] * stride));
    }

    public override string? StreamsWhen => "of columns or channels, or of rows at regular steps";

    /// <remarks>Rows at regular steps are a slice by then.</remarks>
    protected override RowAccess Rows(Graph graph, Gather op) => (op.Axis, graph[op.Output].Shape.Rank) switch
    {
        (3, 4) => new RowAccess.Elementwise(),
        (2, 4) => RowAccess.RowByRow.Within,
        _ => new RowAccess.WholeTensor(),
    };

    private static ImmutableArray<int>? Runs(ITensorTable graph, Operator op)
    {
        var (gather, input) = ((Gather)op, graph[op.Input]);
        return input.Shape.Dimensions.Take(gather.Axis).All(d => d == 1)
            && gather.Indices.Index().All(i => i.Item == gather.Indices[0] + i.Index)
            ? [gather.Indices[0] * Offsets.Strides(input.Shape)[gather.Axis] * input.Type.SizeBytes()]
            : null;
    }
}
