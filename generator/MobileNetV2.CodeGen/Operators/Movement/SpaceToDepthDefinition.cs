using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>SPACE_TO_DEPTH.</summary>
internal sealed class SpaceToDepthDefinition : RearrangingDefinition<SpaceToDepth>
{
    private static readonly IntegerAttribute<SpaceToDepth> Block =
        new("block", o => o.Block, fallback: null, 1, BlockRules.Largest) { Note = "pixels of a block along each side" };

    public override ImmutableArray<string> Kinds => ["SPACE_TO_DEPTH"];

    public override ImmutableArray<OperatorAttribute> Attributes => [Block];

    public override Movement Movement => Movement.Scatters;

    protected override SpaceToDepth Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Block.Read(attributes));

    protected override bool Shapes(OperatorScope scope, SpaceToDepth op)
    {
        if (!BlockRules.AreImages(scope, op.Block))
            return false;
        var input = scope.Input().Shape;
        return input.Height % op.Block == 0 && input.Width % op.Block == 0
            ? ShapeRules.Gives(scope, [input.Batch, input.Height / op.Block, input.Width / op.Block, input.Channels * op.Block * op.Block])
            : scope.Report(GraphDiagnostics.Shapes(scope.Place, $"{input} is not made of blocks of {op.Block}x{op.Block} pixels"));
    }

    protected override ImmutableArray<MoveAxis> Walk(SpaceToDepth op, Shape input) =>
    [
        MoveAxis.Of(input.Batch * input.Height / op.Block, op.Block * input.Width * input.Channels),
        MoveAxis.Of(input.Width / op.Block, op.Block * input.Channels),
        MoveAxis.Of(op.Block, input.Width * input.Channels),
        MoveAxis.Of(op.Block * input.Channels, 1),
    ];

    public override string? StreamsWhen => Always;

    protected override RowAccess Rows(Graph graph, SpaceToDepth op)
    {
        var size = new Size2D(op.Block, op.Block);
        return new RowAccess.Window(size, size, Size2D.One, default);
    }
}
