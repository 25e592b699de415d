using System.Buffers.Binary;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>Writes the tensors of a run as .npy files of one folder, with a list of them.</summary>
internal static class TensorDump
{
    /// <param name="only">Names or numbers of tensors; empty for all that the run computes.</param>
    /// <param name="real">As float32, dequantized where the tensor has one scale.</param>
    public static ImmutableArray<Diagnostic> Write(
        Graph graph, InterpreterTrace trace, string folder, IReadOnlyList<string> only, bool real)
    {
        var names = new TensorFileNames(graph);
        var wanted = only.Select(n => (Name: n, Id: names.Find(n))).ToImmutableArray();
        if (wanted.Any(w => w.Id is null))
            return [.. wanted.Where(w => w.Id is null).Select(w => CommandLineDiagnostics.TensorUnknown("--dump-only", w.Name, names))];

        var ids = only.Count > 0
            ? wanted.Select(w => w.Id!.Value).Distinct().ToImmutableArray()
            : [.. graph.Inputs.Concat(graph.Operators.SelectMany(o => o.Outputs)).Distinct()];
        foreach (var id in ids)
        {
            var problems = FileWriting.Write(
                Path.Combine(folder, names[id] + ".npy"), stream => WriteTensor(stream, graph[id], trace[id].Span, real));
            if (!problems.IsEmpty)
                return problems;
        }

        return FileWriting.Write(Path.Combine(folder, "tensors.json"), stream => TensorListJson.Write(stream, graph, ids, names));
    }

    private static void WriteTensor(Stream stream, Tensor tensor, ReadOnlySpan<byte> data, bool real)
    {
        if (!real || tensor.Type == ElementType.Float32)
        {
            NpyFormat.Write(stream, tensor, data);
            return;
        }

        var values = new byte[tensor.Shape.ElementCount * (long)sizeof(float)];
        for (var i = 0; i < tensor.Shape.ElementCount; i++)
            BinaryPrimitives.WriteSingleLittleEndian(values.AsSpan(i * sizeof(float)), (float)TensorValues.Real(tensor, data, i));
        NpyFormat.Write(stream, tensor with { Type = ElementType.Float32 }, values);
    }
}
