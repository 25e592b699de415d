using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Validation;

/// <summary>Checks everything that later stages rely on. Importers run it on every network; tests run it after every pass.</summary>
public static class GraphValidator
{
    /// <summary>All problems, in the order of the network; empty when the graph can be compiled. Warnings do not prevent that.</summary>
    /// <remarks>Later checks need what earlier ones establish, so each group runs only when the groups before it found no error.</remarks>
    public static ImmutableArray<Diagnostic> Validate(Graph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var diagnostics = new DiagnosticBag();
        TopologyRules.Check(graph, diagnostics);
        if (!diagnostics.HasErrors)
            TensorRules.Check(graph, diagnostics);
        if (!diagnostics.HasErrors)
            CheckOperators(graph, diagnostics);
        return diagnostics.ToImmutable();
    }

    private static void CheckOperators(Graph graph, DiagnosticBag diagnostics)
    {
        var known = KnownTensors.Of(graph);
        var weights = new WeightFacts();
        foreach (var op in graph.Operators)
            OperatorRules.Check(new OperatorScope(graph, op, known, weights, diagnostics));
    }
}
