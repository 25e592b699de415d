using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen;

/// <summary>Whether a network can take its input the way the request wants.</summary>
internal static class InputRules
{
    public static ImmutableArray<Diagnostic> Check(Graph graph, CompileRequest request)
    {
        if (request.Input == InputMode.Frame)
            return [];
        if (request.Schedule == ScheduleMode.Layers)
            return [TargetDiagnostics.RowsNeedStreams()];
        if (graph.Inputs.Length != 1)
            return [TargetDiagnostics.RowsNeedOneInput(graph.Name, graph.Inputs.Length)];
        var input = graph.Inputs[0];
        var operators = RowOperators.Of(graph, input);
        if (operators.FirstOrDefault(o => StreamStages.Of(graph, o) is not { } stage || !StageKinds.HasKernel(graph, stage)) is { } whole)
            return [TargetDiagnostics.NeedsWholeInput(whole, graph[input], operators.Last())];
        return operators.Length <= StreamChain.MostStages ? [] : [TargetDiagnostics.RowsNeedOneStream(graph[input], operators.Length, StreamChain.MostStages)];
    }
}
