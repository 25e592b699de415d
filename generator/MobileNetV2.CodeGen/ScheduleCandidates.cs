using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen;

/// <summary>The schedules that a compile may choose from, best first.</summary>
internal static class ScheduleCandidates
{
    /// <summary>The model that ranks schedules is close to real plans but not exact: so many of its best are planned for real.</summary>
    private const int PlannedForLeastRam = 3;

    /// <summary>A schedule that the model puts so far above the limit is not worth planning.</summary>
    private const double ModelTolerance = 1.1;

    /// <summary>Least pixels of a tile: whole rows are the fastest, narrow tiles need the least memory.</summary>
    private static readonly ImmutableArray<int> s_tileWidths = [StreamStage.WholeRows, 2];

    /// <summary>The frontier of RAM against cost, cheapest first; empty when no schedule can take its input the way the request wants.</summary>
    public static ImmutableArray<ScheduleCandidate> Frontier(Graph graph, CompileRequest request)
    {
        var layers = LayerScheduler.Schedule(graph);
        var costs = StreamCosts.Of(layers, request.Target, request.Kernels, s_tileWidths);
        return new CutSelector(layers, costs, PushedInput(graph, request), s_tileWidths).Frontier();
    }

    /// <summary>
    /// What to try, in order. With <see cref="ScheduleMode.Auto"/> the first that fits is taken, with <see cref="ScheduleMode.Stream"/> the one
    /// with the smallest arena.
    /// </summary>
    /// <param name="ramBytes">What an arena may have; null when nothing limits it.</param>
    public static IEnumerable<Schedule> Of(Graph graph, CompileRequest request, long? ramBytes)
    {
        if (request is { Schedule: not ScheduleMode.Stream, Input: InputMode.Frame })
            yield return LayerScheduler.Schedule(graph);
        if (request.Schedule == ScheduleMode.Layers)
            yield break;
        var frontier = Frontier(graph, request);
        var wanted = request.Schedule == ScheduleMode.Stream
            ? frontier.Reverse().Take(PlannedForLeastRam)
            : frontier.Where((c, i) => i == frontier.Length - 1 || ramBytes is null || c.ModelledPeakBytes <= ramBytes * ModelTolerance);
        foreach (var candidate in wanted)
            yield return candidate.Schedule;
    }

    private static TensorId? PushedInput(Graph graph, CompileRequest request) => request.Input == InputMode.Rows ? graph.Inputs[0] : null;
}
