using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>The shapes of a window that slides over an input, in the simplest equal form.</summary>
/// <param name="Window">Of the kernel or pool, in taps.</param>
internal sealed record WindowGeometry(Shape Input, Shape Output, Size2D Window, Size2D Stride, Size2D Dilation, Padding2D Padding)
{
    /// <summary>Input channels under one filter: fewer than the input has in a grouped convolution, 1 in a depthwise one.</summary>
    public int FilterChannels { get; init; } = 1;

    /// <summary>Products of one output value where a filter sees all channels.</summary>
    public int Taps => Window.Height * Window.Width * Input.Channels;

    /// <summary>Each window is a run of bytes of the input.</summary>
    public bool IsRun => Window.Height == 1 && Padding.IsZero && (Dilation.Width == 1 || Window.Width == 1);

    public static WindowGeometry Of(Conv2D op, ITensorTable graph)
    {
        var filter = graph[op.Filter].Shape;
        return new WindowGeometry(
            graph[op.Input].Shape, graph[op.Output].Shape, new Size2D(filter[1], filter[2]), op.Stride, op.Dilation, op.Padding)
        {
            FilterChannels = filter[3],
        };
    }

    public static WindowGeometry Of(DepthwiseConv2D op, ITensorTable graph)
    {
        var filter = graph[op.Filter].Shape;
        return new WindowGeometry(
            graph[op.Input].Shape, graph[op.Output].Shape, new Size2D(filter.Height, filter.Width), op.Stride, op.Dilation, op.Padding);
    }

    public static WindowGeometry Of(PoolOperator op, ITensorTable graph) =>
        new(graph[op.Input].Shape, graph[op.Output].Shape, op.Window, op.Stride, Size2D.One, op.Padding);

    /// <summary>Of the groups of so many pixels of a row, those whose windows reach into the padding.</summary>
    public double ShareAtBorder(int pixelsAtOnce)
    {
        var groups = (double)((Output.Width + pixelsAtOnce - 1) / pixelsAtOnce);
        var columns = Math.Min(groups, (Padding.Left > 0 ? 1 : 0) + (Padding.Right > 0 ? 1 : 0)) / groups;
        var rows = Math.Min(1, (double)(Padding.Top + Padding.Bottom) / Output.Height);
        return 1 - ((1 - columns) * (1 - rows));
    }

    /// <summary>The same operation with fewer dimensions: pixel-wise work becomes one long row,
    /// a window over the whole input one long kernel row.</summary>
    public WindowGeometry Simplified()
    {
        if (!Padding.IsZero)
            return this;
        var pixels = Input.Height * Input.Width;
        if (Window.IsOne && Stride.IsOne)
        {
            var width = Input.Batch * pixels;
            return this with
            {
                Input = new Shape(1, 1, width, Input.Channels),
                Output = new Shape(1, 1, width, Output.Channels),
                Dilation = Size2D.One
            };
        }

        if (Dilation.IsOne && Window == new Size2D(Input.Height, Input.Width))
        {
            return this with
            {
                Input = new Shape(Input.Batch, 1, pixels, Input.Channels),
                Output = new Shape(Input.Batch, 1, 1, Output.Channels),
                Window = new Size2D(1, pixels),
                Stride = Size2D.One,
            };
        }

        return this;
    }
}
