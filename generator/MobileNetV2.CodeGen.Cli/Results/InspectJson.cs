using System.Collections.Immutable;
using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Passes;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>A model for programs.</summary>
internal static class InspectJson
{
    public static void Print(CliConsole console, ModelFile file) => JsonPrinter.Print(console, w =>
    {
        var graph = file.Graph;
        w.WriteStartObject();
        w.WriteString("model", graph.Name);
        w.WriteString("sha256", file.Sha256);
        w.WriteNumber("fileBytes", file.SizeBytes);
        WriteTensors(w, "inputs", graph, graph.Inputs);
        WriteTensors(w, "outputs", graph, graph.Outputs);
        w.WriteNumber("constantBytes", GraphTotals.ConstantBytes(graph));
        w.WriteNumber("parameters", GraphTotals.Parameters(graph));
        w.WriteNumber("macs", MacCount.Of(graph));
        WriteDropped(w, SimplifiedNetwork.Of(graph));
        w.WriteStartArray("operators");
        foreach (var op in graph.Operators)
            WriteOperator(w, graph, op);
        w.WriteEndArray();
        w.WriteEndObject();
    });

    private static void WriteDropped(Utf8JsonWriter w, SimplifiedNetwork simplified)
    {
        w.WriteStartObject("compiled");
        w.WriteNumber("constantBytes", GraphTotals.ConstantBytes(simplified.Graph));
        w.WriteNumber("macs", MacCount.Of(simplified.Graph));
        w.WriteStartArray("droppedChannels");
        foreach (var dropped in simplified.DroppedChannels)
        {
            w.WriteStartObject();
            w.WriteNumber("operator", dropped.Operator);
            w.WriteString("kind", dropped.Kind);
            w.WriteString("tensor", dropped.Tensor);
            w.WriteNumber("channels", dropped.Channels);
            w.WriteNumber("zeroWeights", dropped.ZeroWeights);
            w.WriteNumber("constant", dropped.Constant);
            w.WriteNumber("unread", dropped.Unread);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static void WriteOperator(Utf8JsonWriter w, Graph graph, Operator op)
    {
        w.WriteStartObject();
        w.WriteNumber("id", op.Id.Value);
        w.WriteString("kind", op.Kind);
        w.WriteString("details", OperatorDetails.Of(graph, op));
        WriteTensors(w, "inputs", graph, op.Inputs);
        WriteTensors(w, "outputs", graph, op.Outputs);
        w.WriteNumber("parameters", GraphTotals.Parameters(graph, op));
        w.WriteNumber("macs", MacCount.Of(graph, op));
        w.WriteEndObject();
    }

    private static void WriteTensors(Utf8JsonWriter w, string name, Graph graph, ImmutableArray<TensorId> ids)
    {
        w.WriteStartArray(name);
        foreach (var tensor in ids.Select(id => graph[id]))
        {
            w.WriteStartObject();
            w.WriteNumber("id", tensor.Id.Value);
            w.WriteString("name", tensor.Name);
            w.WriteString("type", TensorText.Type(tensor.Type));
            w.WriteStartArray("shape");
            foreach (var dimension in tensor.Shape.Dimensions)
                w.WriteNumberValue(dimension);
            w.WriteEndArray();
            w.WriteBoolean("constant", tensor.IsConstant);
            if (tensor.HasOpenBatch)
                w.WriteBoolean("openBatch", true);
            if (tensor.Quantization is { } quantization)
                WriteQuantization(w, quantization);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    /// <summary>JSON has no NaN and no infinity; a scale that nothing reads may be either.</summary>
    private static void WriteNumber(Utf8JsonWriter w, float number)
    {
        if (float.IsFinite(number))
            w.WriteNumberValue(number);
        else
            w.WriteStringValue(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static void WriteQuantization(Utf8JsonWriter w, QuantizationParameters quantization)
    {
        w.WriteStartObject("quantization");
        w.WriteStartArray("scales");
        foreach (var scale in quantization.Scales)
            WriteNumber(w, scale);
        w.WriteEndArray();
        w.WriteStartArray("zeroPoints");
        foreach (var zeroPoint in quantization.ZeroPoints)
            w.WriteNumberValue(zeroPoint);
        w.WriteEndArray();
        if (quantization.IsPerChannel)
            w.WriteNumber("axis", quantization.Axis);
        w.WriteEndObject();
    }
}
