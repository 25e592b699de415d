using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>
/// Plays a chain event by event. The rule: the stage furthest downstream that can run, runs; pixels are consumed as early as possible,
/// so every line buffer holds the least. What the line buffers must hold is observed, not derived from a formula.
/// </summary>
internal static class StreamSimulator
{
    /// <summary>Simulates <paramref name="chain"/> in the tiles that its stages have.</summary>
    public static StreamProgram Simulate(Graph graph, StreamChain chain)
    {
        var state = new StreamState(graph, chain);
        var observed = new LineObservations(state, chain);
        var events = ImmutableArray.CreateBuilder<StreamEvent>();
        foreach (var e in Play(state, chain))
        {
            observed.Add(e);
            events.Add(e);
        }

        var lines = observed.Rings();
        return new StreamProgram(events.ToImmutable(), lines, StreamOverlaps.Find(graph, chain, events, lines));
    }

    /// <summary>Gives each event after its pixels are written and before what it read is retired.</summary>
    /// <param name="waits">See <see cref="StreamState.LastReady"/>.</param>
    public static IEnumerable<StreamEvent> Play(StreamState state, StreamChain chain, int[]? waits = null)
    {
        var from = chain.Stages.Length - 1;
        while (NextEvent(state, from, waits) is { } e)
        {
            state.Write(e);
            yield return e;
            state.Retire(e);
            from = state.LastAffected(e);
        }

        if (Enumerable.Range(0, chain.Stages.Length).Any(s => !state.IsFinished(s)))
            throw new InvalidOperationException("a chain of streamed operators cannot run to its end");
    }

    /// <param name="from">No stage behind it can run.</param>
    private static StreamEvent? NextEvent(StreamState state, int from, int[]? waits)
    {
        var stage = state.LastReady(from, waits);
        return stage < 0 ? state.NextPush() : state.Next(stage);
    }
}
