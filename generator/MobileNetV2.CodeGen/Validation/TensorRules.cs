using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Validation;

/// <summary>What holds for a tensor whatever operator uses it.</summary>
internal static class TensorRules
{
    public static void Check(Graph graph, DiagnosticBag diagnostics)
    {
        var filters = FilterTensors.Of(graph);
        foreach (var tensor in graph.Tensors)
        {
            CheckSize(tensor, diagnostics);

            // What a file says of the quantization of biases and floats is neither needed nor reliable.
            if (tensor.Type is ElementType.Int8 or ElementType.UInt8 && tensor.Quantization is { } quantization)
                CheckQuantization(tensor, quantization, mayBeZero: filters.Contains(tensor.Id), diagnostics);
        }
    }

    private static void CheckSize(Tensor tensor, DiagnosticBag diagnostics)
    {
        var bytes = (long)tensor.Shape.ElementCount * tensor.Type.SizeBytes();
        if (bytes > int.MaxValue)
            diagnostics.Add(GraphDiagnostics.TooLarge(tensor, bytes));
        else if (tensor.Data is { } data && data.Length != bytes)
            diagnostics.Add(GraphDiagnostics.ConstantData(tensor, data.Length, bytes));
    }

    private static void CheckQuantization(Tensor tensor, QuantizationParameters quantization, bool mayBeZero, DiagnosticBag diagnostics)
    {
        var place = $"tensor {tensor.Id} '{tensor.Name}'";
        var (scales, zeroPoints) = (quantization.Scales, quantization.ZeroPoints);
        if (scales.IsDefaultOrEmpty || zeroPoints.IsDefault || scales.Length != zeroPoints.Length)
        {
            var counts =
                $"has {(scales.IsDefault ? 0 : scales.Length)} scales and {(zeroPoints.IsDefault ? 0 : zeroPoints.Length)} zero points";
            diagnostics.Add(GraphDiagnostics.PerChannel(place, tensor, counts));
            return;
        }

        if (quantization.IsPerChannel)
            CheckChannels(tensor, quantization, place, diagnostics);
        bool IsBad(float scale) => !(float.IsFinite(scale) && (scale > 0 || (mayBeZero && scale == 0)));
        var badScale = Enumerable.Range(0, scales.Length).Where(i => IsBad(scales[i])).Select(i => (int?)i).FirstOrDefault();
        if (badScale is { } bad)
            diagnostics.Add(GraphDiagnostics.Scale(tensor, scales[bad], bad));
        var (least, most) = tensor.Type.QuantizedRange();
        foreach (var zeroPoint in zeroPoints.Where(z => z < least || z > most).Take(1))
            diagnostics.Add(GraphDiagnostics.ZeroPoint(place, tensor, zeroPoint, $"{least} to {most}"));
    }

    private static void CheckChannels(Tensor tensor, QuantizationParameters quantization, string place, DiagnosticBag diagnostics)
    {
        var (axis, count) = (quantization.Axis, quantization.Scales.Length);
        if (axis < 0 || axis >= tensor.Shape.Rank)
            diagnostics.Add(
                GraphDiagnostics.PerChannel(place, tensor, $"has scales along dimension {axis}, but only {tensor.Shape.Rank} dimensions"));
        else if (tensor.Shape[axis] != count)
            diagnostics.Add(
                GraphDiagnostics.PerChannel(place, tensor, $"has {count} scales for {tensor.Shape[axis]} channels along dimension {axis}"));
    }
}
