using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>How large a network the reference interpreter is given: some hundred times what the largest microcontroller holds.</summary>
internal static class RunLimits
{
    private const long LargestBytes = 1L << 30;

    /// <returns>MNV7017 when the tensors of <paramref name="graph"/> have more bytes together; constants are views of the file.</returns>
    public static ImmutableArray<Diagnostic> Check(Graph graph, string path)
    {
        var bytes = graph.Tensors.Where(t => !t.IsConstant).Sum(t => (long)t.SizeBytes);
        return bytes <= LargestBytes ? [] : [CommandLineDiagnostics.TooLarge(path, bytes, LargestBytes)];
    }
}
