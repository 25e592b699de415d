using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>TRANSPOSE_CONV.</summary>
internal sealed class TransposeConvDefinition() : FilterDefinition<TransposeConv>(channelAxis: 0, "[O,KH,KW,I]", "[O]")
{
    private static readonly SizeAttribute<TransposeConv> Stride = new("stride", o => o.Stride) { IsAlwaysPrinted = true };
    private static readonly ScaleProductAttribute<TransposeConv> Product = new("scaleProduct", o => o.ScaleProduct);

    private static readonly BorderAttribute<TransposeConv> Crop =
        new("crop", o => o.Crop) { Note = "pixels cut off the output: above, below, left, right" };

    public override ImmutableArray<string> Kinds => ["TRANSPOSE_CONV"];

    public override ImmutableArray<OperatorAttribute> Attributes => [Stride, Crop, Product, Fused];

    public override string Details(Graph graph, Operator op) => FilterWindow.Before(graph, op, base.Details(graph, op));

    protected override TransposeConv Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(
            origin.Id,
            origin.Inputs,
            origin.Outputs,
            Stride.Read(attributes),
            Crop.Read(attributes),
            Fused.Read(attributes))
        {
            ScaleProduct = Product.Read(attributes),
        };

    /// <remarks>The shapes are those of the convolution that goes the other way.</remarks>
    protected override bool Shapes(OperatorScope scope, TransposeConv op)
    {
        if (!FilterRules.HaveImageRank(scope) || !ShapeRules.HasRank(scope, "output", scope.Output, 4))
            return false;
        var (input, filter, output) = (scope.Input().Shape, scope.Input(1).Shape, scope.Output.Shape);
        if (WindowShapes.Output(scope, output, filter.Extent, op.Stride, Size2D.One, op.Crop) is not var (height, width))
            return false;
        if (filter.Channels != input.Channels || (height, width) != (input.Height, input.Width))
        {
            return scope.Report(GraphDiagnostics.Shapes(
                scope.Place,
                $"an output of {output} under a filter of {filter} comes from {height}x{width}x{filter.Channels}, the input is {input}"));
        }

        return ShapeRules.Gives(scope, [input.Batch, output.Height, output.Width, filter[0]]) && FilterRules.AreWeights(scope, filter[0]);
    }

    protected override ScaleProduct ProductOf(OperatorScope scope, TransposeConv op) => op.ScaleProduct;

    /// <remarks>Each input element meets every tap of every output channel.</remarks>
    protected override long Macs(ITensorTable graph, TransposeConv op) =>
        (long)graph[op.Input].Shape.ElementCount * graph[op.Filter].Shape.ElementCount / graph[op.Filter].Shape.Channels;

    /// <remarks>Every stride-th tap of the filter falls on an input pixel.</remarks>
    public override string? StreamsWhen => Always;

    protected override RowAccess Rows(Graph graph, TransposeConv op)
    {
        var filter = graph[op.Filter].Shape;
        return new RowAccess.Samples(
            Axis(filter.Height, op.Stride.Height, op.Crop.Top), Axis(filter.Width, op.Stride.Width, op.Crop.Left));
    }

    protected override void Run(TransposeConv op, TensorValues values)
    {
        var graph = values.Graph;
        var (input, filter, output) = (graph[op.Input], graph[op.Filter].Shape, graph[op.Output].Shape);
        var constants = ConvolutionConstants.For(graph, op).By(values.Rounding, graph, op);
        var elements = Elements.Widen(values.Read(op.Input), input.Type, constants.InputOffset);
        var weights = Elements.Widen(values.Read(op.Filter), graph[op.Filter].Type, constants.FilterOffset);
        var bias = values.ReadBias(op.Bias, output.Channels);
        var sums = new int[output.ElementCount];
        for (var i = 0; i < sums.Length; i++)
            sums[i] = bias[i % output.Channels];

        var depth = input.Shape.Channels;
        for (var pixel = 0; pixel < input.Shape.Batch * input.Shape.Height * input.Shape.Width; pixel++)
        {
            var (row, x) = Math.DivRem(pixel, input.Shape.Width);
            var (batch, y) = Math.DivRem(row, input.Shape.Height);
            var taps = elements.AsSpan(pixel * depth, depth);
            for (var tap = 0; tap < filter.Height * filter.Width; tap++)
            {
                var (ky, kx) = Math.DivRem(tap, filter.Width);
                var (oy, ox) = ((y * op.Stride.Height) - op.Crop.Top + ky, (x * op.Stride.Width) - op.Crop.Left + kx);
                if (oy < 0 || oy >= output.Height || ox < 0 || ox >= output.Width)
                    continue;
                var target = sums.AsSpan(((((batch * output.Height) + oy) * output.Width) + ox) * output.Channels, output.Channels);
                for (var c = 0; c < target.Length; c++)
                {
                    var at = ((c * filter.Height * filter.Width) + tap) * depth;
                    target[c] = unchecked(target[c] + VectorMath.Dot(taps, weights.AsSpan(at, depth)));
                }
            }
        }

        var result = values.Write(op.Output);
        for (var i = 0; i < sums.Length; i++)
            result[i] = constants.Finish(sums[i], i % output.Channels);
    }

    private static SampleAxis Axis(int window, int stride, int crop) =>
        new((window + stride - 1) / stride, 1, crop - window + stride, stride);
}
