using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Which pixel of the frame an image takes along one axis: that which holds the middle of its own.</summary>
/// <param name="Start">Of the part of the frame.</param>
/// <param name="Length">Of the part.</param>
/// <param name="Output">Pixels of the image.</param>
internal readonly record struct CameraAxis(int Start, int Length, int Output)
{
    /// <summary>The image is the part, pixel by pixel.</summary>
    public bool IsCopy => Length == Output;

    public static (CameraAxis Rows, CameraAxis Columns) Of(ITensorTable graph, CameraImage op)
    {
        var output = graph[op.Output].Shape;
        return (new CameraAxis(op.Top, op.Height, output.Height), new CameraAxis(op.Left, op.Width, output.Width));
    }

    public int At(int position) => Start + ((((2 * position) + 1) * Length) / (2 * Output));

    /// <summary>As a window around that pixel.</summary>
    /// <param name="neighbours">On each side.</param>
    public SampleAxis Samples(int neighbours)
    {
        if (IsCopy)
            return new SampleAxis((2 * neighbours) + 1, 1, Start - neighbours, 1);
        // (2 p + 1) * length / (2 * output), and the start, over one divisor.
        var (stride, offset, divisor) = (2 * Length, Length + (2 * Output * (Start - neighbours)), 2 * Output);
        var common = Common(Common(stride, Math.Abs(offset)), divisor);
        return new SampleAxis((2 * neighbours) + 1, stride / common, offset / common, divisor / common);
    }

    private static int Common(int a, int b) => b == 0 ? a : Common(b, a % b);
}
