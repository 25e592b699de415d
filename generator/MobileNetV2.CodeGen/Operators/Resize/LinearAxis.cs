using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Where RESIZE_BILINEAR reads along one axis: position p falls on (p * Step + Offset) / 1024 in the input.</summary>
internal readonly record struct LinearAxis(int Input, int Output, int Step, int Offset)
{
    /// <summary>One pixel of the input.</summary>
    public const int One = 1 << FractionBits;

    private const int FractionBits = 10;

    public static (LinearAxis Rows, LinearAxis Columns) Of(ITensorTable graph, ResizeBilinear op)
    {
        var (input, output) = (graph[op.Input].Shape, graph[op.Output].Shape);
        return (Of(input.Height, output.Height, op), Of(input.Width, output.Width, op));
    }

    /// <summary>As a window of two pixels, the second of which counts for nothing where a position falls on the first; null when positions
    /// leave the image by so much that the window does.</summary>
    public SampleAxis? Samples =>
        (((long)(Output - 1) * Step) + Offset) >> FractionBits < Input ? new SampleAxis(2, Step, Offset, One) : null;

    /// <summary>The input pixels on both sides of a position, and the weight of the second in 1024ths.</summary>
    public (int Lower, int Upper, int Weight) At(int position)
    {
        var at = (position * Step) + Offset;
        var lower = Math.Min(Math.Max(at / One, 0), Input - 1);
        var upper = Math.Min((at + One - 1) / One, Input - 1);
        return (lower, upper, lower == upper ? 0 : at - (lower * One));
    }

    private static LinearAxis Of(int input, int output, ResizeBilinear op)
    {
        var (from, to) = op.AlignCorners && output > 1 ? (input - 1, output - 1) : (input, output);
        var step = ((One * from) + (to / 2)) / to;
        return new LinearAxis(input, output, step, op.HalfPixelCenters ? (step / 2) - (One / 2) : 0);
    }
}
