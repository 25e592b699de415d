using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>Known embeddings, one after the other.</summary>
internal sealed record GalleryFile(ReadOnlyMemory<byte> Embeddings)
{
    /// <summary>Raw int8 elements, or an int8 array.</summary>
    public static Outcome<GalleryFile> Load(string path)
    {
        var file = FileReading.ReadAll(path);
        if (file.Value is not { } bytes)
            return new(null, file.Diagnostics);
        if (!path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
            return new(new GalleryFile(bytes), []);
        var (array, problem) = NpyFormat.Read(bytes);
        return array is { Type: ElementType.Int8 }
            ? new(new GalleryFile(array.Data), [])
            : new(null, [CommandLineDiagnostics.NpyUnusable(path, array is null ? problem : $"it holds {array.Type}, a gallery is int8")]);
    }
}
