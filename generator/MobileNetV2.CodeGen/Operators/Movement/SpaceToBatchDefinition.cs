using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>SPACE_TO_BATCH_ND of images and sequences.</summary>
internal sealed class SpaceToBatchDefinition : OperatorDefinition<SpaceToBatch>
{
    private static readonly SizeAttribute<SpaceToBatch> Block = new("block", o => o.Block) { IsAlwaysPrinted = true };
    private static readonly BorderAttribute<SpaceToBatch> Border =
        new("border", o => o.Padding) { Note = "pixels added above, below, left and right" };

    private static readonly IntegerAttribute<SpaceToBatch> Value =
        new("value", o => o.Value, fallback: null, sbyte.MinValue, sbyte.MaxValue) { Note = "the quantized value to add" };

    public override ImmutableArray<string> Kinds => ["SPACE_TO_BATCH_ND"];

    public override ImmutableArray<Operand> Inputs { get; } = [Operand.Activation("input 0", ElementType.Int8) with { Title = "input" }];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int8)];

    public override ImmutableArray<OperatorAttribute> Attributes => [Block, Border, Value];

    public override Movement Movement => Movement.Scatters;

    public override string? StreamsWhen => Never;

    public override ImmutableArray<RoundingRule> Roundings => [];

    protected override SpaceToBatch Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Block.Read(attributes), Border.Read(attributes), Value.Read(attributes));

    protected override bool Shapes(OperatorScope scope, SpaceToBatch op)
    {
        if (!BlockRules.AreImagesOrSequences(scope) || !BlockRules.IsBorder(scope, op.Block, op.Padding))
            return false;
        var input = BlockRules.Images(scope.Input().Shape);
        var (height, width) =
            ((long)input.Height + op.Padding.Top + op.Padding.Bottom, (long)input.Width + op.Padding.Left + op.Padding.Right);
        if (height % op.Block.Height != 0 || width % op.Block.Width != 0
            || (long)input.Batch * op.Block.Height * op.Block.Width > int.MaxValue)
            return scope.Report(
                GraphDiagnostics.Shapes(scope.Place, $"{input} with its border, {height}x{width}, is not made of blocks of {op.Block}"));
        return ShapeRules.Gives(scope, BlockRules.Dimensions(
            scope.Input().Shape,
            input.Batch * op.Block.Height * op.Block.Width,
            (int)(height / op.Block.Height),
            (int)(width / op.Block.Width),
            input.Channels));
    }

    protected override bool Scales(OperatorScope scope, SpaceToBatch op) =>
        QuantizationRules.ArePerTensor(scope) && QuantizationRules.DoesNotRescale(scope);

    protected override bool Arithmetic(OperatorScope scope, SpaceToBatch op) => true;

    protected override long Macs(ITensorTable graph, SpaceToBatch op) => 0;

    protected override RowAccess Rows(Graph graph, SpaceToBatch op) => new RowAccess.WholeTensor();

    protected override void Run(SpaceToBatch op, TensorValues values)
    {
        var (from, to) = (BlockRules.Images(values.Graph[op.Input].Shape), BlockRules.Images(values.Graph[op.Output].Shape));
        var source = values.Read(op.Input);
        var result = values.Write(op.Output);
        Array.Fill(result, Elements.ToByte(op.Value));
        for (var pixel = 0; pixel < to.Batch * to.Height * to.Width; pixel++)
        {
            var (row, column) = Math.DivRem(pixel, to.Width);
            var (batch, y) = Math.DivRem(row, to.Height);
            var (part, image) = Math.DivRem(batch, from.Batch);
            var sourceY = (y * op.Block.Height) + (part / op.Block.Width) - op.Padding.Top;
            var sourceX = (column * op.Block.Width) + (part % op.Block.Width) - op.Padding.Left;
            if (sourceY < 0 || sourceY >= from.Height || sourceX < 0 || sourceX >= from.Width)
                continue;
            var at = ((((image * from.Height) + sourceY) * from.Width) + sourceX) * from.Channels;
            source.Slice(at, from.Channels).CopyTo(result.AsSpan(pixel * from.Channels));
        }
    }
}
