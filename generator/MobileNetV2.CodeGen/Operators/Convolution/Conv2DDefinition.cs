using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>CONV_2D, grouped and dilated forms included.</summary>
internal sealed class Conv2DDefinition() : FilterDefinition<Conv2D>(channelAxis: 0, "[O,KH,KW,I]", "[O]")
{
    private static readonly SizeAttribute<Conv2D> Stride = new("stride", o => o.Stride) { IsAlwaysPrinted = true };
    private static readonly SizeAttribute<Conv2D> Dilation = new("dilation", o => o.Dilation);
    private static readonly PaddingAttribute<Conv2D> Padding = new("padding", o => o.Padding, window: null, Stride, Dilation);
    private static readonly ScaleProductAttribute<Conv2D> Product = new("scaleProduct", o => o.ScaleProduct);

    public override ImmutableArray<string> Kinds => ["CONV_2D"];

    public override ImmutableArray<OperatorAttribute> Attributes => [Stride, Dilation, Padding, Product, Fused];

    public override string Details(Graph graph, Operator op) => FilterWindow.Before(graph, op, base.Details(graph, op));

    protected override Conv2D Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(
            origin.Id,
            origin.Inputs,
            origin.Outputs,
            Stride.Read(attributes),
            Dilation.Read(attributes),
            Padding.Read(attributes),
            Fused.Read(attributes))
        {
            ScaleProduct = Product.Read(attributes),
        };

    protected override bool Shapes(OperatorScope scope, Conv2D op)
    {
        if (!FilterRules.HaveImageRank(scope))
            return false;
        var (image, filter) = (scope.Input().Shape, scope.Input(1).Shape);
        var groups = image.Channels / filter.Channels;
        if (groups * filter.Channels != image.Channels || groups == 0 || filter[0] % groups != 0)
        {
            return scope.Report(GraphDiagnostics.Shapes(
                scope.Place, $"a filter of shape {filter} does not divide an input of {image.Channels} channels into groups"));
        }

        return WindowShapes.Output(scope, image, filter.Extent, op.Stride, op.Dilation, op.Padding) is var (height, width)
            && ShapeRules.Gives(scope, [image.Batch, height, width, filter[0]])
            && FilterRules.AreWeights(scope, filter[0]);
    }

    protected override ScaleProduct ProductOf(OperatorScope scope, Conv2D op) => op.ScaleProduct;

    /// <remarks>A filter is [O, KH, KW, C/groups].</remarks>
    protected override long Macs(ITensorTable graph, Conv2D op) =>
        MacsOfTaps(graph, op, graph[op.Filter].Shape.ElementCount / graph[op.Filter].Shape[0]);

    public override string? StreamsWhen => Always;

    protected override RowAccess Rows(Graph graph, Conv2D op) =>
        new RowAccess.Window(graph[op.Filter].Shape.Extent, op.Stride, op.Dilation, op.Padding);

    protected override void Run(Conv2D op, TensorValues values) => ConvolutionKernel.Run(op, values);
}
