using System.Runtime.InteropServices;
using Google.FlatBuffers;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Imports a TensorFlow Lite file: verify, convert tensors and operators, order, validate.</summary>
internal static class TfLiteImporter
{
    private const uint SupportedSchemaVersion = 3;

    public static Outcome<Graph> Import(ReadOnlyMemory<byte> file, string fileName)
    {
        var verifier = new FlatBufferVerifier(file);
        if (!verifier.Root(ModelTable.Verify))
            return new Outcome<Graph>(null, [ImportDiagnostics.Damaged(fileName, verifier.Problem!)]);

        var model = ModelTable.Root(new ByteBuffer(ArrayOf(file)));
        if (model.Version != SupportedSchemaVersion)
            return new Outcome<Graph>(null, [ImportDiagnostics.SchemaVersion(fileName, model.Version)]);
        if (AcceleratedFile.Recognise(model.OperatorCodes, fileName) is { } accelerated)
            return new Outcome<Graph>(null, [accelerated]);
        var subGraphs = model.SubGraphs;
        if (subGraphs.Length != 1 && !OtherSubGraphs.AreInitialisers(model))
            return new Outcome<Graph>(null, [OtherSubGraphs.Explain(model, fileName)]);

        var diagnostics = new DiagnosticBag();
        var graph = new GraphConversion(model, subGraphs[0], file, fileName, diagnostics).Run();
        if (graph is not null)
            diagnostics.AddRange(GraphValidator.Validate(graph).Select(d => d with { Location = $"{fileName}: {d.Location}" }));
        return new Outcome<Graph>(diagnostics.HasErrors ? null : graph, diagnostics.ToImmutable());
    }

    /// <summary>The FlatBuffers runtime reads arrays only; memory that is not a whole array is copied once.</summary>
    private static byte[] ArrayOf(ReadOnlyMemory<byte> file) =>
        MemoryMarshal.TryGetArray(file, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : file.ToArray();
}
