using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>Writes the outputs of an inference to the files of <c>--output</c>.</summary>
internal static class OutputFiles
{
    public static ImmutableArray<Diagnostic> Write(Graph graph, ImmutableArray<byte[]> outputs, IReadOnlyList<string> paths)
    {
        if (paths.Count == 1 && outputs.Length > 1 && IsRaw(paths[0]))
        {
            return FileWriting.Write(paths[0], stream =>
            {
                foreach (var output in outputs)
                    stream.Write(output);
            });
        }

        if (paths.Count != outputs.Length)
            return [CommandLineDiagnostics.CountDiffers("--output", paths.Count, outputs.Length, "output")];
        return [.. outputs.SelectMany((data, i) => WriteOne(paths[i], graph[graph.Outputs[i]], data))];
    }

    private static ImmutableArray<Diagnostic> WriteOne(string path, Tensor tensor, byte[] data)
    {
        if (IsRaw(path))
            return FileWriting.Write(path, stream => stream.Write(data));
        return Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase)
            ? FileWriting.Write(path, stream => NpyFormat.Write(stream, tensor, data))
            : [CommandLineDiagnostics.KindUnknown(path, ".bin, .npy")];
    }

    private static bool IsRaw(string path) => Path.GetExtension(path).Equals(".bin", StringComparison.OrdinalIgnoreCase);
}
