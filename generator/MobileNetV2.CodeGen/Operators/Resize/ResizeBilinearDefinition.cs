using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>RESIZE_BILINEAR, on integers.</summary>
internal sealed class ResizeBilinearDefinition : ResizeDefinition<ResizeBilinear>
{
    /// <summary>What makes all values positive, so that ties are rounded up.</summary>
    public const int UInt8Middle = 128;

    private static readonly UInt8RoundingAttribute<ResizeBilinear> Rounding = new(o => o.UInt8Rounding) { IsPrinted = true };

    public override ImmutableArray<string> Kinds => ["RESIZE_BILINEAR"];

    public override ImmutableArray<OperatorAttribute> Attributes => [.. base.Attributes, Rounding];

    public override Movement Movement => Movement.Computes;

    protected override ResizeBilinear Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Corners.Read(attributes),
            Centers.Read(attributes))
        { UInt8Rounding = Rounding.Read(attributes) };

    public override string? StreamsWhen => "by regular steps";

    protected override RowAccess Rows(Graph graph, ResizeBilinear op) =>
        LinearAxis.Of(graph, op) is ({ Samples: { } rows }, { Samples: { } columns })
            ? new RowAccess.Samples(rows, columns)
            : new RowAccess.WholeTensor();

    protected override void Run(ResizeBilinear op, TensorValues values)
    {
        var (input, output) = (values.Graph[op.Input], values.Graph[op.Output].Shape);
        var (rows, columns) = LinearAxis.Of(values.Graph, op);
        var middle = op.UInt8Rounding ? UInt8Middle : 0;
        var elements = Elements.Widen(values.Read(op.Input), input.Type, middle);
        var result = values.Write(op.Output);
        var target = 0;
        for (var row = 0; row < output.Batch * output.Height; row++)
        {
            var (batch, y) = Math.DivRem(row, output.Height);
            var (above, below, down) = rows.At(y);
            var (first, second) = (RowOf(above), RowOf(below));
            for (var x = 0; x < output.Width; x++)
            {
                var (left, right, along) = columns.At(x);
                for (var c = 0; c < output.Channels; c++)
                {
                    var upper =
                        Between(elements[first + (left * output.Channels) + c], elements[first + (right * output.Channels) + c], along);
                    var lower =
                        Between(elements[second + (left * output.Channels) + c], elements[second + (right * output.Channels) + c], along);
                    result[target++] = Elements.ToByte(Round(Between(upper, lower, down)) - middle);
                }
            }

            int RowOf(int inputRow) => ((batch * input.Shape.Height) + inputRow) * input.Shape.Width * output.Channels;
        }
    }

    /// <summary>1024 times the value between two others.</summary>
    private static int Between(int a, int b, int weight) => (a * (LinearAxis.One - weight)) + (b * weight);

    /// <summary>Half away from zero.</summary>
    private static int Round(int sum)
    {
        const int one = LinearAxis.One * LinearAxis.One;
        return (sum > 0 ? sum + (one / 2) : sum - (one / 2)) / one;
    }
}
