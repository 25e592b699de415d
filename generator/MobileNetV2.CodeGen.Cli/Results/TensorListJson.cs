using System.Collections.Immutable;
using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>What the files of a dump are, for programs: in the order in which the network computes them.</summary>
internal static class TensorListJson
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n" };

    public static void Write(Stream stream, Graph graph, ImmutableArray<TensorId> ids, TensorFileNames names)
    {
        using var w = new Utf8JsonWriter(stream, Layout);
        w.WriteStartArray();
        foreach (var tensor in ids.Select(id => graph[id]))
        {
            w.WriteStartObject();
            w.WriteNumber("tensor", tensor.Id.Value);
            w.WriteString("file", names[tensor.Id] + ".npy");
            WriteTensor(w, tensor);
            w.WriteString("operator", graph.ProducerOf(tensor.Id)?.Kind ?? "input");
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    /// <summary>Name, type, shape and per-tensor quantization, as properties of an object that is open.</summary>
    public static void WriteTensor(Utf8JsonWriter w, Tensor tensor)
    {
        w.WriteString("name", tensor.Name);
        w.WriteString("type", TensorText.Type(tensor.Type));
        w.WriteStartArray("shape");
        foreach (var dimension in tensor.Shape.Dimensions)
            w.WriteNumberValue(dimension);
        w.WriteEndArray();
        if (tensor.Quantization is { IsPerChannel: false } q && float.IsFinite(q.Scale))
        {
            w.WriteNumber("scale", q.Scale);
            w.WriteNumber("zeroPoint", q.ZeroPoint);
        }
    }
}
