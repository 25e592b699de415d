using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>Whether a network can take its input the way the request wants.</summary>
internal static class InputRules
{
    public static ImmutableArray<Diagnostic> Check(Graph graph, CompileRequest request)
    {
        if (request.Input == InputMode.Frame)
            return [];
        if (request.Schedule == ScheduleMode.Layers)
            return [InputDiagnostics.RowsNeedStreams()];
        if (graph.Inputs.Length != 1)
            return [InputDiagnostics.RowsNeedOneInput(graph.Name, graph.Inputs.Length)];
        var input = graph.Inputs[0];
        var operators = RowOperators.Of(graph, input);
        if (operators.FirstOrDefault(o => StreamObstacle.Of(graph, o).Length > 0) is { } whole)
            return [InputDiagnostics.NeedsWholeInput(whole, StreamObstacle.Of(graph, whole), graph[input], operators.Last())];
        // All of them are one stream, in tiles of whole rows at the widest.
        var rows = 0L;
        if (operators.FirstOrDefault(o => (rows += StreamStages.Of(graph, o)!.RowsLookedAt) > StreamCuts.MostOfOneChain) is { } tooMany)
            return [InputDiagnostics.NeedsWholeInput(tooMany, StreamObstacle.TooManyTiles, graph[input], operators.Last())];
        return operators.Length <= StreamChain.MostStages
            ? []
            : [InputDiagnostics.RowsNeedOneStream(graph[input], operators.Length, StreamChain.MostStages)];
    }
}
