using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>Two networks that are to compute the same.</summary>
internal static class ModelPair
{
    /// <returns>MNV7013 when inputs or outputs have other numbers of elements.</returns>
    public static ImmutableArray<Diagnostic> Check(ModelFile model, ModelFile other)
    {
        var (ours, theirs) = (Sizes(model.Graph), Sizes(other.Graph));
        return ours == theirs
            ? []
            : [CommandLineDiagnostics.OutOfRange("--against", $"'{model.Path}' has {ours}, '{other.Path}' has {theirs}")];
    }

    private static string Sizes(Graph graph) =>
        $"inputs of {List(graph, graph.Inputs)} and outputs of {List(graph, graph.Outputs)} elements";

    private static string List(Graph graph, ImmutableArray<TensorId> ids) =>
        string.Join(", ", ids.Select(id => graph[id].Shape.ElementCount));
}
