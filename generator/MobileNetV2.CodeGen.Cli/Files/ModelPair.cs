using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>Two networks that are to compute the same.</summary>
internal static class ModelPair
{
    /// <param name="comparesInputs">False when a camera stands in front of one of them.</param>
    /// <returns>MNV7013 when inputs or outputs have other numbers of elements.</returns>
    public static ImmutableArray<Diagnostic> Check(ModelFile model, ModelFile other, bool comparesInputs = true)
    {
        var (ours, theirs) = (Sizes(model.Graph, comparesInputs), Sizes(other.Graph, comparesInputs));
        return ours == theirs
            ? []
            : [CommandLineDiagnostics.OutOfRange("--against", $"'{model.Path}' has {ours}, '{other.Path}' has {theirs}")];
    }

    private static string Sizes(Graph graph, bool withInputs) =>
        (withInputs ? $"inputs of {List(graph, graph.Inputs)} and " : "") + $"outputs of {List(graph, graph.Outputs)} elements";

    private static string List(Graph graph, ImmutableArray<TensorId> ids) =>
        string.Join(", ", ids.Select(id => graph[id].Shape.ElementCount));
}
