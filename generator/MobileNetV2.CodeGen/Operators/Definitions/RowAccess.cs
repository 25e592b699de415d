using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>How the rows of an operator's output follow from the rows of its inputs, which are images of one batch.</summary>
internal abstract record RowAccess
{
    private RowAccess()
    {
    }

    /// <summary>The operator needs its whole input at once.</summary>
    internal sealed record WholeTensor : RowAccess;

    /// <summary>Each pixel needs the same pixel of every input.</summary>
    internal sealed record Elementwise : RowAccess;

    /// <summary>Each pixel needs the pixels below a window.</summary>
    internal sealed record Window(Size2D Size, Size2D Stride, Size2D Dilation, Padding2D Padding) : RowAccess;

    /// <summary>Each pixel needs the pixels that its position falls on after scaling: an operator that enlarges or shrinks.</summary>
    internal sealed record Samples(SampleAxis Rows, SampleAxis Columns) : RowAccess;

    /// <summary>Each row holds values of one row of every input, the one that its position falls on.</summary>
    /// <param name="MovesPixels">A pixel may need any pixel of that row, not only the one in its own column.</param>
    internal sealed record RowByRow(SampleAxis Rows, bool MovesPixels) : RowAccess
    {
        /// <summary>The same row, moved within.</summary>
        public static RowByRow Within { get; } = new(SampleAxis.Same, MovesPixels: true);
    }

    /// <summary>All pixels are summed up, one after the other.</summary>
    internal sealed record Sum : RowAccess;
}
