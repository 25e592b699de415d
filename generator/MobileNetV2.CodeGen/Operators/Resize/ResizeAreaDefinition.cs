using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>RESIZE_AREA: no file of a network has it, <c>--resize area</c> puts it there.</summary>
internal sealed class ResizeAreaDefinition : ImageSizeDefinition<ResizeArea>
{
    /// <summary>Makes all values positive, so that halves are rounded up.</summary>
    public const int Middle = 128;

    /// <summary>Of an output pixel, in units of shared lengths: sums of bytes fit 31 bits.</summary>
    private const long LargestArea = int.MaxValue / (byte.MaxValue + 1);

    public override ImmutableArray<string> Kinds => ["RESIZE_AREA"];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override Movement Movement => Movement.Computes;

    public override string? StreamsWhen => Always;

    protected override ResizeArea Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Arithmetic(OperatorScope scope, ResizeArea op)
    {
        var (rows, columns) = AreaAxis.Of(scope.Tensors, op);
        return (long)rows.Step * columns.Step <= LargestArea || scope.Report(GraphDiagnostics.Shapes(
            scope.Place,
            $"{scope.Input().Shape} becomes {scope.Output.Shape}: pixels of {rows.Step} x {columns.Step} parts do not fit 32 bits"));
    }

    protected override RowAccess Rows(Graph graph, ResizeArea op)
    {
        var (rows, columns) = AreaAxis.Of(graph, op);
        return new RowAccess.Samples(rows.Samples, columns.Samples);
    }

    protected override void Run(ResizeArea op, TensorValues values)
    {
        var (input, output) = (values.Graph[op.Input].Shape, values.Graph[op.Output].Shape);
        var (rows, columns) = AreaAxis.Of(values.Graph, op);
        var elements = Elements.Widen(values.Read(op.Input), values.Graph[op.Input].Type, Middle);
        var result = values.Write(op.Output);
        var area = rows.Step * columns.Step;
        var target = 0;
        for (var row = 0; row < output.Batch * output.Height; row++)
        {
            var (batch, y) = Math.DivRem(row, output.Height);
            var (top, bottom) = rows.At(y);
            for (var x = 0; x < output.Width; x++)
            {
                var (left, right) = columns.At(x);
                for (var c = 0; c < output.Channels; c++)
                {
                    var sum = area / 2;
                    for (var j = top; j < bottom; j++)
                    {
                        var first = ((batch * input.Height) + j) * input.Width;
                        for (var i = left; i < right; i++)
                            sum += rows.Shared(y, j) * columns.Shared(x, i) * elements[((first + i) * input.Channels) + c];
                    }

                    result[target++] = Elements.ToByte((sum / area) - Middle);
                }
            }
        }
    }
}
