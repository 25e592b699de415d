using System.Collections.Immutable;
using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>The outputs of an inference for programs: elements as they are stored,
/// and as real numbers where a scale says what they mean.</summary>
internal static class RunJson
{
    public static void Print(CliConsole console, ModelFile file, ImmutableArray<byte[]> outputs) => JsonPrinter.Print(console, w =>
    {
        w.WriteStartObject();
        w.WriteString("model", file.Graph.Name);
        w.WriteString("sha256", file.Sha256);
        w.WriteStartArray("outputs");
        for (var i = 0; i < outputs.Length; i++)
            Write(w, file.Graph[file.Graph.Outputs[i]], outputs[i]);
        w.WriteEndArray();
        w.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter w, Tensor tensor, byte[] data)
    {
        w.WriteStartObject();
        TensorListJson.WriteTensor(w, tensor);
        var stored = tensor with { Quantization = null };
        WriteValues(w, "stored", stored, data);
        if (tensor.Quantization is { IsPerChannel: false })
            WriteValues(w, "real", tensor, data);
        w.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter w, string name, Tensor tensor, byte[] data)
    {
        w.WriteStartArray(name);
        for (var i = 0; i < tensor.Shape.ElementCount; i++)
        {
            var value = TensorValues.Real(tensor, data, i);
            // JSON has no NaN and no infinity.
            if (double.IsFinite(value))
                w.WriteNumberValue(value);
            else
                w.WriteStringValue(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        w.WriteEndArray();
    }
}
