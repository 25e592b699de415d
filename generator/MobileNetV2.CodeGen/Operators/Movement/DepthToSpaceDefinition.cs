using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>DEPTH_TO_SPACE.</summary>
internal sealed class DepthToSpaceDefinition : RearrangingDefinition<DepthToSpace>
{
    private static readonly IntegerAttribute<DepthToSpace> Block =
        new("block", o => o.Block, fallback: null, 1, BlockRules.Largest) { Note = "pixels of a block along each side" };

    public override ImmutableArray<string> Kinds => ["DEPTH_TO_SPACE"];

    public override ImmutableArray<OperatorAttribute> Attributes => [Block];

    public override Movement Movement => Movement.Scatters;

    protected override DepthToSpace Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Block.Read(attributes));

    protected override bool Shapes(OperatorScope scope, DepthToSpace op)
    {
        if (!BlockRules.AreImages(scope, op.Block))
            return false;
        var (input, square) = (scope.Input().Shape, op.Block * op.Block);
        return input.Channels % square == 0
            ? ShapeRules.Gives(scope, [input.Batch, input.Height * op.Block, input.Width * op.Block, input.Channels / square])
            : scope.Report(
                GraphDiagnostics.Shapes(
                    scope.Place, $"the {input.Channels} channels of {input} are no blocks of {op.Block}x{op.Block} pixels"));
    }

    protected override ImmutableArray<MoveAxis> Walk(DepthToSpace op, Shape input)
    {
        var channels = input.Channels / (op.Block * op.Block);
        return
        [
            MoveAxis.Of(input.Batch * input.Height, input.Width * input.Channels),
            MoveAxis.Of(op.Block, op.Block * channels),
            MoveAxis.Of(input.Width, input.Channels),
            MoveAxis.Of(op.Block * channels, 1),
        ];
    }

    public override string? StreamsWhen => Always;

    protected override RowAccess Rows(Graph graph, DepthToSpace op)
    {
        var axis = new SampleAxis(1, 1, 0, op.Block);
        return new RowAccess.Samples(axis, axis);
    }
}
