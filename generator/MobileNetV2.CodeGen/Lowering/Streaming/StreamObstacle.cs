using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>What keeps an operator from running tile by tile, for people.</summary>
internal static class StreamObstacle
{
    public const string TooManyTiles = "its pictures have more tiles than are planned";

    /// <summary>Empty when nothing does.</summary>
    public static string Of(Operator op, KernelChoices choices)
    {
        var graph = choices.Graph;
        if (StreamStages.Of(graph, op) is not { } stage || !StageForms.IsWorthwhile(stage))
            return Of(graph, op);
        if (StageForms.Answer(choices, stage) is { Choice: null } answer)
            return $"no kernel computes rows of it: {answer.WhyNot}";
        return stage.RowsLookedAt > StreamCuts.MostOfOneChain ? TooManyTiles : "";
    }

    /// <summary>The same, where only shapes count, whatever kernels there are.</summary>
    public static string Of(Graph graph, Operator op) =>
        StreamStages.Of(graph, op) is not { } stage ? NoStage(graph, op)
        : !StageForms.IsWorthwhile(stage) ? stage.MovesPixels ? "its input is one row" : "its window covers the whole input"
        : "";

    private static string NoStage(Graph graph, Operator op)
    {
        if (op.Outputs.Length != 1)
            return $"it has {op.Outputs.Length} outputs";
        Shape[] shapes = [.. op.Inputs.Where(i => !graph[i].IsConstant).Append(op.Output).Select(id => graph[id].Shape)];
        if (shapes.FirstOrDefault(s => s.Rank != 4) is { } flat)
            return $"{flat} has no rows of a picture";
        if (shapes.FirstOrDefault(s => s.Batch != 1) is { } batch)
            return $"{batch} is a batch of {batch.Batch} pictures";
        return OperatorCatalog.Of(op).Movement is Movement.Computation
            ? "a value of it needs the whole input"
            : "it moves values from one row to others";
    }
}
