using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>RESIZE_NEAREST_NEIGHBOR.</summary>
internal sealed class ResizeNearestNeighborDefinition : ResizeDefinition<ResizeNearestNeighbor>
{
    public override ImmutableArray<string> Kinds => ["RESIZE_NEAREST_NEIGHBOR"];

    public override Movement Movement => Movement.Scatters;

    /// <remarks>uint8 is a camera's: networks of it become int8 when they are read.</remarks>
    protected override ImmutableArray<ElementType> Types() => [ElementType.Int8, ElementType.UInt8];

    public override bool Types(OperatorScope scope) => base.Types(scope) && MovingRules.KeepType(scope);

    protected override ResizeNearestNeighbor Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Corners.Read(attributes), Centers.Read(attributes));

    public override string? StreamsWhen => "by regular steps";

    protected override RowAccess Rows(Graph graph, ResizeNearestNeighbor op) =>
        NearestAxis.Of(graph, op) is ({ Samples: { } rows }, { Samples: { } columns })
            ? new RowAccess.Samples(rows, columns)
            : new RowAccess.WholeTensor();

    protected override void Run(ResizeNearestNeighbor op, TensorValues values)
    {
        var (input, output) = (values.Graph[op.Input].Shape, values.Graph[op.Output].Shape);
        var (rows, columns) = NearestAxis.Of(values.Graph, op);
        var pixel = values.Graph[op.Input].Type.SizeBytes() * input.Channels;
        var source = values.Read(op.Input);
        var result = values.Write(op.Output);
        for (var i = 0; i < output.Batch * output.Height * output.Width; i++)
        {
            var (row, x) = Math.DivRem(i, output.Width);
            var (batch, y) = Math.DivRem(row, output.Height);
            var from = (((batch * input.Height) + rows.Positions[y]) * input.Width) + columns.Positions[x];
            source.Slice(from * pixel, pixel).CopyTo(result.AsSpan(i * pixel));
        }
    }
}
