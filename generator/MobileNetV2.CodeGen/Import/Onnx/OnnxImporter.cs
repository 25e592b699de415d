using Google.Protobuf;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Floats;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Onnx.Schema;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Import.Onnx;

/// <summary>Reads ONNX files: float32 and float16 networks become float graphs with channels last.</summary>
internal static class OnnxImporter
{
    private const long OldestOpset = 9;
    private const long NewestOpset = 23;

    /// <summary>Reads the file, which is untrusted, and the files with constants that it names.</summary>
    public static Outcome<Graph> Import(ReadOnlyMemory<byte> file, string fileName, Func<string, ReadOnlyMemory<byte>?> openSibling)
    {
        OnnxModel model;
        try
        {
            model = OnnxModel.Read(file.Span);
        }
        catch (Exception damaged) when (damaged is InvalidProtocolBufferException or InvalidDataException)
        {
            return new Outcome<Graph>(null, [ImportDiagnostics.OnnxDamaged(fileName, Problem(damaged))]);
        }

        if (model.Graph is not { } source)
            return new Outcome<Graph>(null, [ImportDiagnostics.OnnxDamaged(fileName, "the file has no network")]);
        var opset = model.Opsets.GetValueOrDefault("", 0);
        if (opset is < OldestOpset or > NewestOpset)
            return new Outcome<Graph>(null, [ImportDiagnostics.OnnxOpset(fileName, opset, OldestOpset, NewestOpset)]);

        var diagnostics = new DiagnosticBag();
        var conversion = new OnnxConversion(source, opset, fileName, new OnnxTensorReader(openSibling), diagnostics);
        var graph = conversion.Run();
        if (graph is not null)
        {
            diagnostics.AddRange(GraphValidator.Validate(graph).Select(d => d with { Location = $"{fileName}: {d.Location}" }));
            if (!diagnostics.HasErrors)
                graph = conversion.Quantizations.Count > 0 ? Quantized(graph, conversion, fileName, diagnostics) : FloatFolding.Run(graph);
        }

        return new Outcome<Graph>(diagnostics.HasErrors ? null : graph, diagnostics.ToImmutable());
    }

    /// <summary>The first sentence of a message, as part of one of ours.</summary>
    private static string Problem(Exception damaged)
    {
        var sentence = damaged.Message.Split(". ")[0].TrimEnd('.');
        return string.Concat(sentence[..1].ToLowerInvariant(), sentence[1..]);
    }

    /// <summary>A file with QuantizeLinear and DequantizeLinear around its operators is an int8 network.</summary>
    private static Graph? Quantized(Graph graph, OnnxConversion conversion, string fileName, DiagnosticBag diagnostics)
    {
        try
        {
            var quantized = OnnxQuantizedGraph.Of(graph, conversion.Quantizations, conversion.Stored, conversion.Borders);
            diagnostics.AddRange(GraphValidator.Validate(quantized).Select(d => d with { Location = $"{fileName}: {d.Location}" }));
            return quantized;
        }
        catch (RefusedException refused)
        {
            diagnostics.Add(ImportDiagnostics.OnnxNode($"{fileName}: network", refused.Message, refused.Help));
            return null;
        }
    }
}
