using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Lowering.CmsisNn;

/// <summary>Turns a convolution into the equal form for which every build of the library gives the reference's bits.</summary>
internal static class ConvolutionForm
{
    /// <remarks>
    /// A one-pixel window has no dilation, which selects the fast path. A kernel of one row over an input of one row would
    /// select the library's 1xN path, which with MVE handles only some paddings; seen as a column it takes the general path.
    /// </remarks>
    public static WindowGeometry Of(WindowGeometry window)
    {
        if (window.Window.IsOne)
            return window with { Dilation = Size2D.One };
        return window.Window.Height == 1 && window.Input.Height == 1 && window.Padding is { Top: 0, Bottom: 0 } ? AsColumn(window) : window;
    }

    private static WindowGeometry AsColumn(WindowGeometry w) => w with
    {
        Input = new Shape(w.Input.Batch, w.Input.Width, 1, w.Input.Channels),
        Output = new Shape(w.Output.Batch, w.Output.Width, 1, w.Output.Channels),
        Window = new Size2D(w.Window.Width, 1),
        Stride = new Size2D(w.Stride.Width, 1),
        Dilation = new Size2D(w.Dilation.Width, 1),
        Padding = new Padding2D(w.Padding.Left, w.Padding.Right, 0, 0),
    };
}
