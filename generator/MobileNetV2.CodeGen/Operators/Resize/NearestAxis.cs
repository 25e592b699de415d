using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Which input position RESIZE_NEAREST_NEIGHBOR takes for each output position of one axis.</summary>
internal sealed record NearestAxis(ImmutableArray<int> Positions, SampleAxis Fraction)
{
    public static (NearestAxis Rows, NearestAxis Columns) Of(ITensorTable graph, ResizeNearestNeighbor op)
    {
        var (input, output) = (graph[op.Input].Shape, graph[op.Output].Shape);
        return (Of(input.Height, output.Height, op), Of(input.Width, output.Width, op));
    }

    /// <summary>The positions as a fraction; null where binary32, in which the reference computes, gives others.</summary>
    public SampleAxis? Samples
    {
        get
        {
            for (var p = 0; p < Positions.Length; p++)
            {
                if (Math.Floor((((double)p * Fraction.Stride) + Fraction.Offset) / Fraction.Divisor) != Positions[p])
                    return null;
            }

            return Fraction;
        }
    }

    private static NearestAxis Of(int input, int output, ResizeNearestNeighbor op)
    {
        var (from, to) = op.AlignCorners && output > 1 ? (input - 1, output - 1) : (input, output);
        var scale = from / (float)to;
        var offset = op.HalfPixelCenters ? 0.5f : 0;
        int At(int position)
        {
            var at = (position + offset) * scale;
            var nearest = op.AlignCorners ? MathF.Round(at, MidpointRounding.AwayFromZero) : MathF.Floor(at);
            return Math.Clamp((int)nearest, 0, input - 1);
        }

        // (p + offset) * from / to, plus a half to round, over a common divisor.
        var (stride, added, divisor) = (2 * from, (op.HalfPixelCenters ? from : 0) + (op.AlignCorners ? to : 0), 2 * to);
        var common = Common(Common(stride, added), divisor);
        return new NearestAxis(
            [.. Enumerable.Range(0, output).Select(At)], new SampleAxis(1, stride / common, added / common, divisor / common));
    }

    private static int Common(int a, int b) => b == 0 ? a : Common(b, a % b);
}
