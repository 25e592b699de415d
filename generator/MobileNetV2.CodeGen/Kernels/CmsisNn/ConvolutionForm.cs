using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>Turns a convolution into the equal form for which every build of the library gives the reference's bits.</summary>
internal static class ConvolutionForm
{
    /// <summary>Any but one: in a window of one pixel it means nothing, and only the general path takes it.</summary>
    private static readonly Size2D KeepsOffFastPath = new(2, 2);

    /// <remarks>
    /// A one-pixel window without dilation selects the fast path, which looks at the padding above and to the left only. A kernel of
    /// one row over an input of one row would select the library's 1xN path, which with MVE handles only some paddings; seen as a
    /// column it takes the general path.
    /// </remarks>
    public static WindowGeometry Of(WindowGeometry window)
    {
        if (window.Window.IsOne)
            return window with { Dilation = window.Padding.IsZero ? Size2D.One : KeepsOffFastPath };
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
