using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>Writes the outputs of inferences in a row to the files of <c>--output</c>.</summary>
internal static class OutputFiles
{
    public static ImmutableArray<Diagnostic> Write(
        Graph graph, ImmutableArray<ImmutableArray<byte[]>> inferences, IReadOnlyList<string> paths)
    {
        if (paths.Count == 1 && graph.Outputs.Length > 1 && IsRaw(paths[0]))
        {
            return FileWriting.Write(paths[0], stream =>
            {
                foreach (var output in inferences.SelectMany(outputs => outputs))
                    stream.Write(output);
            });
        }

        if (paths.Count != graph.Outputs.Length)
            return [CommandLineDiagnostics.CountDiffers("--output", paths.Count, graph.Outputs.Length, "output")];
        return [.. graph.Outputs.SelectMany((id, i) =>
            WriteOne(paths[i], InARow(graph[id], inferences.Length), [.. inferences.SelectMany(o => o[i])]))];
    }

    /// <summary>Several inferences give an array with one dimension more.</summary>
    private static Tensor InARow(Tensor tensor, int inferences) =>
        inferences == 1 ? tensor : tensor with { Shape = new Shape([inferences, .. tensor.Shape.Dimensions]) };

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
