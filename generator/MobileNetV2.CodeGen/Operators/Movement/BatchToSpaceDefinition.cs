using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>BATCH_TO_SPACE_ND of images and sequences.</summary>
internal sealed class BatchToSpaceDefinition : RearrangingDefinition<BatchToSpace>
{
    private static readonly SizeAttribute<BatchToSpace> Block = new("block", o => o.Block) { IsAlwaysPrinted = true };
    private static readonly BorderAttribute<BatchToSpace> Crop =
        new("crop", o => o.Crop) { Note = "pixels cut off the output: above, below, left, right" };

    public override ImmutableArray<string> Kinds => ["BATCH_TO_SPACE_ND"];

    public override ImmutableArray<OperatorAttribute> Attributes => [Block, Crop];

    public override Movement Movement => Movement.Scatters;

    public override string? StreamsWhen => Never;

    protected override BatchToSpace Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Block.Read(attributes), Crop.Read(attributes));

    protected override bool Shapes(OperatorScope scope, BatchToSpace op)
    {
        if (!BlockRules.AreImagesOrSequences(scope) || !BlockRules.IsBorder(scope, op.Block, op.Crop))
            return false;
        var (input, parts) = (BlockRules.Images(scope.Input().Shape), op.Block.Height * op.Block.Width);
        var height = ((long)input.Height * op.Block.Height) - op.Crop.Top - op.Crop.Bottom;
        var width = ((long)input.Width * op.Block.Width) - op.Crop.Left - op.Crop.Right;
        if (input.Batch % parts != 0 || height is < 1 or > int.MaxValue || width is < 1 or > int.MaxValue)
        {
            return scope.Report(GraphDiagnostics.Shapes(
                scope.Place, $"{input} in blocks of {op.Block} gives {input.Batch}/{parts} images of {height}x{width} pixels"));
        }

        return ShapeRules.Gives(
            scope, BlockRules.Dimensions(scope.Input().Shape, input.Batch / parts, (int)height, (int)width, input.Channels));
    }

    protected override ImmutableArray<MoveAxis> Walk(BatchToSpace op, Shape input)
    {
        input = BlockRules.Images(input);
        var strides = Offsets.Strides(input);
        var images = input.Batch / (op.Block.Height * op.Block.Width);
        var height = (input.Height * op.Block.Height) - op.Crop.Top - op.Crop.Bottom;
        var width = (input.Width * op.Block.Width) - op.Crop.Left - op.Crop.Right;
        int Row(int y) => (y % op.Block.Height * op.Block.Width * images * strides[0]) + (y / op.Block.Height * strides[1]);
        int Column(int x) => (x % op.Block.Width * images * strides[0]) + (x / op.Block.Width * strides[2]);
        return
        [
            MoveAxis.Of(images, strides[0]),
            MoveAxis.Of(height, y => Row(y + op.Crop.Top)),
            MoveAxis.Of(width, x => Column(x + op.Crop.Left)),
            MoveAxis.Of(input.Channels, 1),
        ];
    }
}
