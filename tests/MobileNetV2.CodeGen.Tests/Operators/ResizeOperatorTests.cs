using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Operators;

/// <summary>Operators that enlarge and shrink images, against their meaning.</summary>
public sealed class ResizeOperatorTests
{
    [Fact]
    public void Bilinear_values_are_near_the_real_interpolation()
    {
        for (var seed = 0UL; seed < 80; seed++)
        {
            var (graph, input, result) = Run("RESIZE_BILINEAR", seed);
            var op = (ResizeBilinear)graph.Operators[0];
            var (from, to) = (graph[op.Input].Shape, graph[op.Output].Shape);

            // Positions are rounded to 1024ths of a pixel once, and that error grows along the image.
            var tolerance = 1.01 + (255 * (to.Height + to.Width) / 2048.0);
            for (var i = 0; i < result.Length; i++)
            {
                var (n, y, x, c) = Indices(i, to);
                var (top, bottom, down) = Position(y, from.Height, to.Height, op);
                var (left, right, along) = Position(x, from.Width, to.Width, op);
                double Value(int row, int column) => input[((((n * from.Height) + row) * from.Width) + column) * from.Channels + c];
                var upper = (Value(top, left) * (1 - along)) + (Value(top, right) * along);
                var lower = (Value(bottom, left) * (1 - along)) + (Value(bottom, right) * along);
                var expected = (upper * (1 - down)) + (lower * down);
                Assert.True(Math.Abs(result[i] - expected) <= tolerance, $"seed {seed}: element {i} is {result[i]}, not {expected}");
            }
        }
    }

    [Theory]
    [InlineData(2, 4, false, false, new[] { 0, 0, 1, 1 })]
    [InlineData(4, 2, false, false, new[] { 0, 2 })]
    [InlineData(4, 2, false, true, new[] { 1, 3 })]
    [InlineData(3, 5, true, false, new[] { 0, 1, 1, 2, 2 })]
    [InlineData(3, 7, false, false, new[] { 0, 0, 0, 1, 1, 2, 2 })]
    public void Nearest_takes_the_pixels_that_are_expected(int from, int to, bool corners, bool centers, int[] expected)
    {
        var q = QuantizationParameters.PerTensor(1, 0);
        var op = new ResizeNearestNeighbor(new(0), [new(0)], [new(1)], corners, centers);
        Tensor Of(int id, int width) => new(new(id), $"t{id}", new Shape(1, 1, width, 1), ElementType.Int8, q);
        var graph = new Graph("net", [Of(0, from), Of(1, to)], [op], [new(0)], [new(1)]);
        Assert.Empty(GraphValidator.Validate(graph));

        var result = new ReferenceInterpreter(graph).Run([Enumerable.Range(0, from).Select(i => (byte)i).ToArray()])[0];

        Assert.Equal(expected, result.Select(b => (int)b));
    }

    [Fact]
    public void Bilinear_half_way_rounds_away_from_zero()
    {
        var q = QuantizationParameters.PerTensor(1, 0);
        var op = new ResizeBilinear(new(0), [new(0)], [new(1)], AlignCorners: false, HalfPixelCenters: false);
        Tensor Of(int id, int width) => new(new(id), $"t{id}", new Shape(1, 1, width, 1), ElementType.Int8, q);
        var graph = new Graph("net", [Of(0, 2), Of(1, 4)], [op], [new(0)], [new(1)]);

        var result = new ReferenceInterpreter(graph).Run([new byte[] { 0xFF, 0xFE }])[0];

        Assert.Equal([-1, -2, -2, -2], result.Select(b => (int)unchecked((sbyte)b)));
    }

    /// <summary>Scattering each input pixel, in double precision.</summary>
    [Fact]
    public void Transposed_convolutions_scatter_their_input()
    {
        for (var seed = 0UL; seed < 60; seed++)
        {
            var (graph, input, result) = Run("TRANSPOSE_CONV", seed);
            var op = (TransposeConv)graph.Operators[0];
            var (from, to, window) = (graph[op.Input].Shape, graph[op.Output].Shape, graph[op.Filter].Shape);
            var (qi, qf, qo) =
                (graph[op.Input].RequiredQuantization, graph[op.Filter].RequiredQuantization, graph[op.Output].RequiredQuantization);
            var filter = graph[op.Filter].Data!.Value.ToArray();
            var sums = new double[result.Length];
            for (var i = 0; i < input.Length; i++)
            {
                var (n, y, x, ic) = Indices(i, from);
                for (var f = ic; f < filter.Length; f += from.Channels)
                {
                    var (oc, ky, kx, _) = Indices(f, window);
                    var (oy, ox) = ((y * op.Stride.Height) + ky - op.Crop.Top, (x * op.Stride.Width) + kx - op.Crop.Left);
                    if (oy < 0 || oy >= to.Height || ox < 0 || ox >= to.Width)
                        continue;
                    var scale = qf.IsPerChannel ? qf.Scales[oc] : qf.Scale;
                    var weight = unchecked((sbyte)filter[f]) - (qf.IsPerChannel ? 0 : qf.ZeroPoint);
                    sums[((((n * to.Height) + oy) * to.Width) + ox) * to.Channels + oc] += (double)qi.Scale
                        * (input[i] - qi.ZeroPoint) * scale * weight;
                }
            }

            for (var i = 0; i < result.Length; i++)
            {
                var channel = i % to.Channels;
                var bias = op.Bias is { } b ? BitConverter.ToInt32(graph[b].Data!.Value.Span[(4 * channel)..]) : 0;
                var real = sums[i] + (bias * (double)qi.Scale * (qf.IsPerChannel ? qf.Scales[channel] : qf.Scale));
                real = op.Activation switch
                {
                    Activation.Relu => Math.Max(real, 0),
                    Activation.Relu6 => Math.Clamp(real, 0, 6),
                    Activation.ReluN1To1 => Math.Clamp(real, -1, 1),
                    _ => real,
                };
                var expected = Math.Clamp(Math.Round(real / qo.Scale) + qo.ZeroPoint, -128, 127);
                Assert.True(Math.Abs(result[i] - expected) <= 1, $"seed {seed}: element {i} is {result[i]}, not {expected}");
            }
        }
    }

    private static (int First, int Second, double Weight) Position(int position, int from, int to, ResizeBilinear op)
    {
        var scale = op.AlignCorners && to > 1 ? (from - 1) / (double)(to - 1) : from / (double)to;
        var real = op.HalfPixelCenters ? ((position + 0.5) * scale) - 0.5 : position * scale;
        real = Math.Clamp(real, 0, from - 1);
        var first = (int)Math.Floor(real);
        return (first, Math.Min(first + 1, from - 1), real - first);
    }

    private static (int N, int Y, int X, int C) Indices(int i, Shape shape) => (
        i / (shape.Height * shape.Width * shape.Channels),
        i / (shape.Width * shape.Channels) % shape.Height,
        i / shape.Channels % shape.Width,
        i % shape.Channels);

    private static (Graph Graph, int[] Input, int[] Result) Run(string kind, ulong seed)
    {
        var graph = RandomGraphs.Single(kind, seed);
        Assert.Empty(GraphValidator.Validate(graph));
        var inputs = RandomGraphs.Inputs(graph, seed);
        var result = new ReferenceInterpreter(graph).Run(inputs)[0];
        return (graph, [.. inputs[0].ToArray().Select(b => (int)unchecked((sbyte)b))], [.. result.Select(b => (int)unchecked((sbyte)b))]);
    }
}
