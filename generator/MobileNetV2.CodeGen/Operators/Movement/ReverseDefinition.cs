using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>REVERSE_V2.</summary>
internal sealed class ReverseDefinition : RearrangingDefinition<Reverse>
{
    private static readonly IntegersAttribute<Reverse> Axes =
        new("axes", o => o.Axes, 0, Shape.HighestRank - 1) { Note = "ascending" };

    public override ImmutableArray<string> Kinds => ["REVERSE_V2"];

    public override ImmutableArray<OperatorAttribute> Attributes => [Axes];

    public override Movement Movement => Movement.Scatters;

    public override string? StreamsWhen => "of columns or channels; of rows the last would have to come first";

    protected override RowAccess Rows(Graph graph, Reverse op) =>
        graph[op.Output].Shape.Rank != 4 || op.Axes.Contains(1) ? new RowAccess.WholeTensor()
        : op.Axes.Contains(2) ? RowAccess.RowByRow.Within
        : new RowAccess.Elementwise();

    protected override Reverse Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Axes.Read(attributes));

    protected override bool Shapes(OperatorScope scope, Reverse op)
    {
        var input = scope.Input().Shape;
        var isAscending = op.Axes.Zip(op.Axes.Skip(1)).All(pair => pair.First < pair.Second);
        if (!isAscending || op.Axes.Any(axis => axis < 0 || axis >= input.Rank))
        {
            return scope.Report(GraphDiagnostics.Attribute(
                scope.Place, $"axes [{string.Join(", ", op.Axes)}] are not ascending axes of {input}"));
        }

        return ShapeRules.IsKept(scope);
    }

    protected override ImmutableArray<MoveAxis> Walk(Reverse op, Shape input)
    {
        var strides = Offsets.Strides(input);
        return [.. input.Dimensions.Select((size, axis) => op.Axes.Contains(axis)
            ? MoveAxis.Of(size, i => (size - 1 - i) * strides[axis])
            : MoveAxis.Of(size, strides[axis]))];
    }
}
