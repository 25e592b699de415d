using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>The small structures that the library's parameters are made of.</summary>
internal static class CmsisFields
{
    public static StructArgument Dims(string name, int n, int h, int w, int c) =>
        new("cmsis_nn_dims", name, StructFields.Of(("n", n), ("h", h), ("w", w), ("c", c)));

    /// <summary>NHWC.</summary>
    public static StructArgument Dims(string name, Shape shape) => Dims(name, shape.Batch, shape.Height, shape.Width, shape.Channels);

    public static StructField Tile(string name, int w, int h) => new(name, new NestedValue(StructFields.Of(("w", w), ("h", h))));

    public static StructField Tile(string name, Size2D size) => Tile(name, size.Width, size.Height);

    /// <summary>Top and left; the library derives the rest from the sizes.</summary>
    public static StructField Padding(Padding2D padding) => Tile("padding", padding.Left, padding.Top);

    public static StructField Activation(ActivationRange range) =>
        new("activation", new NestedValue(StructFields.Of(("min", range.Min), ("max", range.Max))));
}
