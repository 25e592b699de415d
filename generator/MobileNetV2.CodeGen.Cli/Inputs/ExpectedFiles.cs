using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Simulation.Verification;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>Reads what a user's own program computed: files of the outputs, or a folder of tensors by name.</summary>
internal static class ExpectedFiles
{
    /// <summary><c>--expect</c>: one file for each output, or one .bin with all of them.</summary>
    public static Outcome<IReadOnlyList<ExpectedTensor>> Outputs(Graph graph, IReadOnlyList<string> paths)
    {
        var read = InputFiles.Read([.. graph.Outputs.Select(id => graph[id])], paths, "--expect", "output");
        return read.Value is { } blocks
            ? new([.. graph.Outputs.Select((id, i) => new ExpectedTensor(id, paths[paths.Count == 1 ? 0 : i], blocks.Blocks[i]))],
                read.Diagnostics)
            : new(null, read.Diagnostics);
    }

    /// <summary><c>--expect-tensors</c>: every .npy and .bin file of the folder, named like a tensor or its number.</summary>
    public static Outcome<IReadOnlyList<ExpectedTensor>> Folder(Graph graph, string folder)
    {
        if (!Directory.Exists(folder))
            return new(null, [CommandLineDiagnostics.CannotRead(folder, "the folder does not exist", null)]);
        var names = new TensorFileNames(graph);
        var found = new List<ExpectedTensor>();
        var problems = new List<Diagnostic>();
        foreach (var file in Directory.EnumerateFiles(folder).Where(IsTensor).Order(StringComparer.Ordinal))
        {
            if (names.Find(Path.GetFileNameWithoutExtension(file)) is not { } id)
            {
                problems.Add(CommandLineDiagnostics.TensorUnknown(file, Path.GetFileNameWithoutExtension(file), names));
                continue;
            }

            var read = InputFiles.Read([graph[id]], [file], "--expect-tensors", "tensor");
            problems.AddRange(read.Diagnostics);
            if (read.Value is { } blocks)
                found.Add(new ExpectedTensor(id, file, blocks.Blocks[0]));
        }

        if (found.Count == 0 && problems.Count == 0)
            problems.Add(CommandLineDiagnostics.NoTensors(folder, "the folder has no .npy and no .bin file"));
        return problems.Count == 0 ? new(found, []) : new(null, [.. problems]);
    }

    private static bool IsTensor(string path) => Path.GetExtension(path).ToLowerInvariant() is ".npy" or ".bin";
}
