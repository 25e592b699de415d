using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>TILE.</summary>
internal sealed class TileDefinition : RearrangingDefinition<Tile>
{
    private static readonly IntegersAttribute<Tile> Multiples =
        new("multiples", o => o.Multiples, 1, int.MaxValue) { Note = "how often each dimension is repeated" };

    public override ImmutableArray<string> Kinds => ["TILE"];

    public override ImmutableArray<OperatorAttribute> Attributes => [Multiples];

    public override Movement Movement => Movement.Scatters;

    public override string? StreamsWhen => "of columns or channels; of rows the first would have to come again";

    protected override RowAccess Rows(Graph graph, Tile op) =>
        op.Multiples.Length != 4 || op.Multiples[0] * op.Multiples[1] != 1 ? new RowAccess.WholeTensor()
        : op.Multiples[2] != 1 ? RowAccess.RowByRow.Within
        : new RowAccess.Elementwise();

    protected override Tile Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Multiples.Read(attributes));

    protected override bool Shapes(OperatorScope scope, Tile op)
    {
        var input = scope.Input().Shape;
        if (op.Multiples.Length != input.Rank || op.Multiples.Any(m => m < 1)
            || op.Multiples.Zip(input.Dimensions).Any(p => (long)p.First * p.Second > int.MaxValue))
        {
            return scope.Report(GraphDiagnostics.Attribute(
                scope.Place, $"multiples [{string.Join(", ", op.Multiples)}] are not one positive number for each dimension of {input}"));
        }

        return ShapeRules.Gives(scope, [.. input.Dimensions.Zip(op.Multiples, (d, m) => d * m)]);
    }

    protected override ImmutableArray<MoveAxis> Walk(Tile op, Shape input) =>
        [.. Plain(input).Zip(op.Multiples).SelectMany(p => new[] { MoveAxis.Of(p.Second, 0), p.First })];
}
