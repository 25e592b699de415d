using System.Collections.Immutable;
using System.Text;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description.Json;
using MobileNetV2.CodeGen.Import.Description.Weights;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>Writes a graph as a JSON model description and a safetensors file,
/// which <see cref="DescriptionImporter"/> reads back as an equal graph.</summary>
public static class DescriptionWriter
{
    private const string WeightsExtension = ".safetensors";

    /// <summary>True for a name that <see cref="Write"/> takes:
    /// a file of this name can be beside the description on every system.</summary>
    public static bool CanName(string baseName) => WeightsFile.IsPlainFileName(baseName + WeightsExtension);

    /// <param name="baseName">File name without extension and folders.</param>
    /// <returns><c>baseName.json</c>, and <c>baseName.safetensors</c> when the graph has constants.</returns>
    public static ImmutableArray<GeneratedFile> Write(Graph graph, string baseName)
    {
        var weightsName = baseName + WeightsExtension;
        if (!CanName(baseName))
            throw new ArgumentException($"'{baseName}' is not a plain file name", nameof(baseName));
        var names = new TensorNames(graph);
        ImmutableArray<(string Name, Tensor Tensor)> constants =
            [.. graph.Tensors.Where(t => t.IsConstant).Select(t => (names[t.Id], t))];
        var json = new GeneratedFile(baseName + ".json", stream => WriteJson(stream, graph, names, constants.IsEmpty ? null : weightsName));
        return constants.IsEmpty
            ? [json]
            : [json, new GeneratedFile(weightsName, stream => SafetensorsWriter.Write(stream, constants))];
    }

    private static void WriteJson(Stream stream, Graph graph, TensorNames names, string? weights)
    {
        using var text =
            new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine("{");
        text.WriteLine($"  \"{Words.FormatVersionProperty}\": {JsonLine.Number(Words.FormatVersion)},");
        text.WriteLine($"  \"name\": {JsonLine.Quote(graph.Name)},");
        if (weights is not null)
            text.WriteLine($"  \"weights\": {JsonLine.Quote(weights)},");
        text.WriteLine($"  \"inputs\": [{References(graph.Inputs, names)}],");
        text.WriteLine($"  \"outputs\": [{References(graph.Outputs, names)}],");
        if (!graph.States.IsEmpty)
            WriteList(text, "states", StateLines(graph, names), ",");
        WriteList(text, "tensors", TensorLines(graph, names), ",");
        WriteList(text, "operators", OperatorLines(graph, names), "");
        text.WriteLine("}");
    }

    private static void WriteList(StreamWriter text, string name, IEnumerable<JsonLine> lines, string end)
    {
        text.Write($"  \"{name}\": [");
        var separator = "\n    ";
        foreach (var line in lines)
        {
            text.Write(separator);
            text.Write(line.ToString());
            separator = ",\n    ";
        }

        text.WriteLine($"\n  ]{end}");
    }

    private static IEnumerable<JsonLine> StateLines(Graph graph, TensorNames names) => graph.States.Select(s => new JsonLine()
        .Text("current", names[s.Current]).Text("next", names[s.Next]).Text("initial", names[s.Initial]));

    private static IEnumerable<JsonLine> TensorLines(Graph graph, TensorNames names)
    {
        var nextId = 0;
        foreach (var tensor in graph.Tensors)
        {
            var line = new JsonLine().Text("name", names[tensor.Id]);
            if (tensor.Id.Value != nextId)
                line.Integer("id", tensor.Id.Value);
            nextId = tensor.Id.Value + 1;
            if (tensor.Name != names[tensor.Id])
                line.Text("sourceName", tensor.Name);
            line.Text("type", Words.Of(tensor.Type)).Integers("shape", tensor.Shape.Dimensions);
            if (tensor.IsConstant)
                line.Text("data", names[tensor.Id]);
            if (tensor.Quantization is { } quantization)
                WriteQuantization(line, quantization);
            yield return line;
        }
    }

    private static void WriteQuantization(JsonLine line, QuantizationParameters quantization)
    {
        if (quantization.Scales.Length == 1)
            line.Raw("scale", JsonLine.Number(quantization.Scale));
        else
            line.List("scale", quantization.Scales.Select(JsonLine.Number));
        if (quantization.ZeroPoints.All(z => z == quantization.ZeroPoints[0]))
            line.Integer("zeroPoint", quantization.ZeroPoints[0]);
        else
            line.Integers("zeroPoint", quantization.ZeroPoints);
        if (quantization.Axis != 0 || quantization.IsPerChannel)
            line.Integer("axis", quantization.Axis);
    }

    private static IEnumerable<JsonLine> OperatorLines(Graph graph, TensorNames names)
    {
        for (var position = 0; position < graph.Operators.Length; position++)
        {
            var op = graph.Operators[position];
            var line = new JsonLine().Text("op", op.Kind);
            if (op.Id.Value != position)
                line.Integer("id", op.Id.Value);
            line.Raw("inputs", $"[{References(op.Inputs, names)}]").Raw("outputs", $"[{References(op.Outputs, names)}]");
            var attributes = new JsonAttributeWriter(line);
            foreach (var attribute in OperatorCatalog.Of(op).Attributes)
                attribute.Write(graph, op, attributes);
            yield return line;
        }
    }

    private static string References(ImmutableArray<TensorId> ids, TensorNames names) =>
        string.Join(", ", ids.Select(id => JsonLine.Quote(names[id])));
}
