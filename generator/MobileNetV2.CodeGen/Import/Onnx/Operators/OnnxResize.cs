using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Onnx.Operators;

/// <summary>Resize and Upsample of images.</summary>
internal static class OnnxResize
{
    /// <summary>Until opset 9: scales, positions from the corner.</summary>
    public static void Upsample(OnnxSource source) => Give(source, 1, int.MaxValue, "asymmetric", "floor");

    public static void Resize(OnnxSource source)
    {
        var isOld = source.Opset < 11;
        Give(
            source,
            isOld ? 1 : 2,
            3,
            isOld ? "asymmetric" : source.Text("coordinate_transformation_mode", "half_pixel"),
            isOld ? "floor" : source.Text("nearest_mode", "round_prefer_floor"));
    }

    private static void Give(OnnxSource source, int scales, int sizes, string coordinates, string nearest)
    {
        var input = source.Input(0);
        if (input.Rank != 4)
            throw new RefusedException($"the operand has {input.Rank} dimensions, 4 expected", "resize images");
        var (height, width) = Size(source, input, scales, sizes);
        var isWhole = height % input.Dimensions[2] == 0 && width % input.Dimensions[3] == 0;
        var mode = source.Text("mode", "nearest");
        var x = source.Graph.InOrder(input, OnnxValue.ChannelsLast(4));
        var (batch, channels) = (input.Dimensions[0], input.Dimensions[1]);
        var (alignsCorners, isHalfPixel) = (coordinates == "align_corners", coordinates is "half_pixel" or "pytorch_half_pixel");

        // To a whole multiple, all ways to find the nearest pixel but one agree.
        var output = (mode, coordinates) switch
        {
            ("linear" or "bilinear", "align_corners" or "half_pixel" or "pytorch_half_pixel" or "asymmetric") => source.Graph.Add(
                source.Name, [batch, height, width, channels], (id, outputs) =>
                    new ResizeBilinear(id, [x], outputs, alignsCorners, isHalfPixel)),
            ("nearest", "asymmetric") when nearest == "floor" => Nearest(),
            ("nearest", "half_pixel" or "pytorch_half_pixel") when isWhole => Nearest(),
            ("nearest", "asymmetric") when nearest == "round_prefer_floor" && isWhole && IsAtMostDouble() => Nearest(),
            _ =>
                throw new RefusedException($"the mode is {mode} with {coordinates} and {nearest}",
                    "resize linearly, or to the nearest with asymmetric positions and floor"),
        };
        source.Give(OnnxValue.Of(source.Name, [batch, channels, height, width], output, OnnxValue.ChannelsLast(4)));

        // Halves are rounded down, and thirds would not be.
        bool IsAtMostDouble() => height <= 2 * input.Dimensions[2] && width <= 2 * input.Dimensions[3];

        TensorId Nearest() => source.Graph.Add(
            source.Name, [batch, height, width, channels], (id, outputs) => new ResizeNearestNeighbor(id, [x], outputs, false, false));
    }

    private static (int Height, int Width) Size(OnnxSource source, OnnxValue input, int scales, int sizes)
    {
        if (sizes < source.InputCount && source.Has(sizes))
        {
            return source.Integers(sizes, "sizes") is [var n, var c, var height, var width] && n == input.Dimensions[0]
                && c == input.Dimensions[1]
                ? (OnnxSource.Size(height, "height"), OnnxSource.Size(width, "width"))
                : throw new RefusedException("the sizes change batch or channels", "resize height and width only");
        }

        var factors = source.Has(scales) ? source.Constant(scales, "scales").AsReals() : [.. source.Reals("scales") ?? []];
        if (factors is not [1, 1, > 0 and var down, > 0 and var along])
            throw new RefusedException("the scales change batch or channels", "resize height and width only");
        return (
            OnnxSource.Size((long)Math.Floor(input.Dimensions[2] * (double)down), "height"),
            OnnxSource.Size((long)Math.Floor(input.Dimensions[3] * (double)along), "width"));
    }
}
