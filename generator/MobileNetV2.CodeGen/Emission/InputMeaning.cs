using System.Globalization;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>What to write into an input, in one line for a C programmer.</summary>
internal static class InputMeaning
{
    /// <summary>Null for what is no camera's frame.</summary>
    public static string? OfCamera(Graph graph, TensorId input)
    {
        if (CameraSource.Of(graph, input) is not { } image)
            return null;
        var (bytes, shape) = (image.Format.BytesPerPixel(), graph[input].Shape);
        if (graph.Inputs.Length > 1)
        {
            return shape.Channels == 1
                ? $"A camera's plane of luma (nv12), {shape.Width} x {shape.Height} bytes."
                : "A camera's plane of colour (nv12): U V for every 2x2 pixels.";
        }

        var range = image.Format.IsYuv() ? image.IsLimitedRange ? ", of limited range" : ", of full range" : "";
        return $"A camera's frame, {shape.Width} x {shape.Height} pixels of {image.Format.Name()}: {image.Format.Bytes()}{range}; "
            + $"{bytes * shape.Width} bytes a row.";
    }

    public static string Of(Tensor tensor, QuantizationParameters quantization)
    {
        var (min, max) = tensor.Type.QuantizedRange();
        var range = $"{Real(min)} to {Real(max)}";
        if (tensor.Type == ElementType.Int16 || PictureShape.Of(tensor.Shape) is not { HasSidesOfACamera: true } picture)
            return $"Covers {range}: what lies outside is limited.";
        var order = picture.ArePlanes ? ", colour after colour" : "";
        return tensor.Type == ElementType.Int8
            ? $"From a picture's bytes 0..255{order}: value = byte - 128, which covers {range}."
            : $"From a picture's bytes 0..255{order}: value = byte, which covers {range}.";

        string Real(int stored) =>
            ((double)quantization.Scale * (stored - quantization.ZeroPoint)).ToString("G4", CultureInfo.InvariantCulture);
    }
}
