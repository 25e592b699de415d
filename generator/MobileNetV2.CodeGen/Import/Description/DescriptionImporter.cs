using System.Collections.Immutable;
using System.Text.Json;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description.Json;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>Reads a JSON model description and the safetensors file with its constants. Both are untrusted.</summary>
public static class DescriptionImporter
{
    /// <summary>More than ten times the description of the widest MobileNetV2; it bounds the memory that a hostile file can take.</summary>
    public const int LargestBytes = 1 << 23;

    /// <summary>Imports the network. The format is documented in <c>docs/model-description.md</c>.</summary>
    /// <param name="json">The description, UTF-8.</param>
    /// <param name="fileName">For messages.</param>
    /// <param name="openSibling">Reads a file of this name beside the description; null when there is none.
    /// The graph's constants are views of it.</param>
    /// <returns>A graph that <see cref="GraphValidator"/> accepts, or errors, each with line and column.</returns>
    public static Outcome<Graph> Import(ReadOnlyMemory<byte> json, string fileName, Func<string, ReadOnlyMemory<byte>?> openSibling)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(openSibling);
        if (json.Length > LargestBytes)
            return new Outcome<Graph>(null, [ImportDiagnostics.DescriptionTooLarge(fileName, json.Length, LargestBytes)]);
        JsonTree tree;
        try
        {
            tree = JsonTree.Parse(WithoutByteOrderMark(json));
        }
        catch (JsonException e)
        {
            return new Outcome<Graph>(null, [ImportDiagnostics.NotJson(fileName, e)]);
        }

        var errors = new DescriptionErrors(fileName);
        var places = new SourcePlaces(errors, tree.Root);
        var graph = new DescriptionReader(errors, places, openSibling).Read(tree.Root);
        if (graph is null)
            return new Outcome<Graph>(null, errors.ToImmutable());
        ImmutableArray<Diagnostic> problems = [.. GraphValidator.Validate(graph).Select(places.Locate)];
        return new Outcome<Graph>(problems.Any(d => d.IsError) ? null : graph, problems);
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> json) =>
        json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
}
