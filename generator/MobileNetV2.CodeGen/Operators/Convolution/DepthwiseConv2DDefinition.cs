using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>DEPTHWISE_CONV_2D with any depth multiplier.</summary>
internal sealed class DepthwiseConv2DDefinition() : FilterDefinition<DepthwiseConv2D>(channelAxis: 3, "[1,KH,KW,C*M]", "[C*M]")
{
    private static readonly SizeAttribute<DepthwiseConv2D> Stride = new("stride", o => o.Stride) { IsAlwaysPrinted = true };
    private static readonly SizeAttribute<DepthwiseConv2D> Dilation = new("dilation", o => o.Dilation);
    private static readonly PaddingAttribute<DepthwiseConv2D> Padding = new("padding", o => o.Padding, window: null, Stride, Dilation);
    private static readonly ScaleProductAttribute<DepthwiseConv2D> Product = new("scaleProduct", o => o.ScaleProduct);
    private static readonly IntegerAttribute<DepthwiseConv2D> Multiplier =
        new("depthMultiplier", o => o.DepthMultiplier, fallback: 1, min: 1, max: int.MaxValue)
        {
            PrintedName = "multiplier",
            Note = "M, output channels for each input channel",
        };

    public override ImmutableArray<string> Kinds => ["DEPTHWISE_CONV_2D"];

    public override ImmutableArray<OperatorAttribute> Attributes => [Stride, Dilation, Padding, Multiplier, Product, Fused];

    public override string Details(Graph graph, Operator op) => FilterWindow.Before(graph, op, base.Details(graph, op));

    protected override DepthwiseConv2D Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(
            origin.Id,
            origin.Inputs,
            origin.Outputs,
            Stride.Read(attributes),
            Dilation.Read(attributes),
            Padding.Read(attributes),
            Multiplier.Read(attributes),
            Fused.Read(attributes))
        {
            ScaleProduct = Product.Read(attributes),
        };

    protected override bool Shapes(OperatorScope scope, DepthwiseConv2D op)
    {
        if (!FilterRules.HaveImageRank(scope))
            return false;
        var (image, filter) = (scope.Input().Shape, scope.Input(1).Shape);
        var channels = (long)image.Channels * op.DepthMultiplier;
        if (filter[0] != 1 || op.DepthMultiplier < 1 || channels != filter.Channels)
        {
            return scope.Report(GraphDiagnostics.Shapes(
                scope.Place,
                $"a filter of shape {filter} does not fit {image.Channels} input channels with multiplier {op.DepthMultiplier}: "
                + $"1 x height x width x {channels} expected"));
        }

        return WindowShapes.Output(scope, image, filter.Extent, op.Stride, op.Dilation, op.Padding) is var (height, width)
            && ShapeRules.Gives(scope, [image.Batch, height, width, filter.Channels])
            && FilterRules.AreWeights(scope, filter.Channels);
    }

    protected override ScaleProduct ProductOf(OperatorScope scope, DepthwiseConv2D op) => op.ScaleProduct;

    protected override long Macs(ITensorTable graph, DepthwiseConv2D op) =>
        MacsOfTaps(graph, op, graph[op.Filter].Shape.Height * graph[op.Filter].Shape.Width);

    public override string? StreamsWhen => Always;

    protected override RowAccess Rows(Graph graph, DepthwiseConv2D op) =>
        new RowAccess.Window(graph[op.Filter].Shape.Extent, op.Stride, op.Dilation, op.Padding);

    protected override void Run(DepthwiseConv2D op, TensorValues values) => DepthwiseConvolutionKernel.Run(op, values);
}
