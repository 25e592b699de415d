using System.Collections.Immutable;
using System.Security.Cryptography;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Heads;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>An imported model and what the command line knows about its file.</summary>
/// <param name="Files">The file itself and those it names, as far as they were read.</param>
internal sealed record ModelFile(string Path, Graph Graph, string Sha256, long SizeBytes, ImmutableArray<string> Files)
{
    /// <summary>What the outputs mean; null when nobody said.</summary>
    public Head? Head { get; init; }

    /// <summary>Those of <see cref="Files"/> with the head's labels and embeddings; null without.</summary>
    public string? Labels { get; init; }

    /// <inheritdoc cref="Labels"/>
    public string? Gallery { get; init; }

    /// <inheritdoc cref="Labels"/>
    public string? Strangers { get; init; }

    /// <summary>What the command line put in front of the file's network.</summary>
    public CameraInput? Camera { get; init; }

    /// <summary>The prefix of generated C unless the user gives another.</summary>
    public string CName => CIdentifier.FromModelName(Graph.Name);

    public static Outcome<ModelFile> Load(string path)
    {
        var file = FileReading.ReadAll(path);
        if (file.Value is not { } bytes)
            return new(null, file.Diagnostics);
        var folder = System.IO.Path.GetDirectoryName(path) ?? "";
        // A description's weights count too: two networks of the same shape differ only there.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes);
        var files = ImmutableArray.Create(path).ToBuilder();
        var refused = ImmutableArray<Diagnostic>.Empty;
        var imported = ModelImporter.Import(bytes, path, name =>
        {
            var sibling = SiblingFile.Read(folder, name);
            // That a file is missing the importer says itself, with the place that names it.
            refused = refused.AddRange(sibling.Diagnostics);
            if (sibling.Value is not { } data)
                return null;
            files.Add(System.IO.Path.Combine(folder, name));
            hash.AppendData(data);
            return data;
        });
        return imported.Succeeded
            ? new(new ModelFile(path, imported.Value!, Convert.ToHexStringLower(hash.GetHashAndReset()), bytes.LongLength,
                files.ToImmutable()), imported.Diagnostics)
            : new(null, refused.IsEmpty ? imported.Diagnostics : refused);
    }
}
