using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description;
using MobileNetV2.CodeGen.Import.Onnx;
using MobileNetV2.CodeGen.Import.TfLite;

namespace MobileNetV2.CodeGen.Import;

/// <summary>Reads a model file of any supported format. The file is untrusted: whatever is in it,
/// the result is a graph or diagnostics.</summary>
public static class ModelImporter
{
    /// <summary>Recognises the format by its first bytes and imports the network.</summary>
    /// <param name="file">The whole file; the graph's constants are views of it, so it must not change afterwards.</param>
    /// <param name="fileName">For messages, and without folder and extension the graph's name.</param>
    /// <param name="openSibling">Reads a file of this name beside the model (a description's weights); null when there is none.</param>
    /// <returns>A graph that <see cref="Validation.GraphValidator"/> accepts, or errors.</returns>
    public static Outcome<Graph> Import(ReadOnlyMemory<byte> file, string fileName, Func<string, ReadOnlyMemory<byte>?> openSibling)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(openSibling);
        return ModelFormats.Recognise(file.Span, fileName) switch
        {
            ModelFormat.TfLite => TfLiteImporter.Import(file, fileName),
            ModelFormat.Description => DescriptionImporter.Import(file, fileName, openSibling),
            ModelFormat.Onnx => OnnxImporter.Import(file, fileName, openSibling),
            ModelFormat.Empty => Refuse(ImportDiagnostics.EmptyFile(fileName)),
            _ => Refuse(ImportDiagnostics.UnknownFormat(fileName, FirstBytes(file.Span))),
        };
    }

    /// <summary>Lists what a file holds that could not be imported, as far as its format can be read.</summary>
    /// <param name="diagnostics">What <see cref="Import"/> said of it: operators that it names are marked.</param>
    /// <returns>Null when nothing can be told.</returns>
    public static ModelOutline? Outline(ReadOnlyMemory<byte> file, string fileName, ImmutableArray<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return ModelFormats.Recognise(file.Span, fileName) == ModelFormat.TfLite
            ? TfLiteOutline.Read(file.ToArray(), fileName, diagnostics)
            : null;
    }

    private static Outcome<Graph> Refuse(Diagnostic diagnostic) => new(null, [diagnostic]);

    private static string FirstBytes(ReadOnlySpan<byte> file)
    {
        var shown = file[..Math.Min(file.Length, 8)];
        return string.Create(CultureInfo.InvariantCulture, $"the {shown.Length} bytes {Convert.ToHexString(shown)}");
    }
}
