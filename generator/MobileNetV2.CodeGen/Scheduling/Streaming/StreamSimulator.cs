using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>
/// Plays a chain event by event. The rule: the stage furthest downstream that can run, runs; pixels are consumed as early as possible,
/// so every line buffer holds the least. What the line buffers must hold is observed, not derived from a formula.
/// </summary>
internal static class StreamSimulator
{
    /// <summary>The tile width that means whole rows.</summary>
    public const int WholeRows = int.MaxValue;

    /// <summary>Simulates <paramref name="chain"/> in tiles of <paramref name="tileWidth"/> pixels.</summary>
    public static StreamProgram Simulate(Graph graph, StreamChain chain, int tileWidth = WholeRows)
    {
        var profile = ChainProfile.Of(graph, chain, tileWidth);
        var state = new StreamState(graph, chain);
        var events = Play(state, chain, tileWidth).ToImmutableArray();
        var lines = chain.Buffered.ToImmutableSortedDictionary(id => id, profile.LinePixels);
        return new StreamProgram(events, lines, StreamOverlaps.Find(graph, chain, events, lines));
    }

    /// <summary>Gives each event after its pixels are written and before what it read is retired.</summary>
    public static IEnumerable<StreamEvent> Play(StreamState state, StreamChain chain, int tileWidth)
    {
        while (NextEvent(state, chain, tileWidth) is { } e)
        {
            state.Write(e);
            yield return e;
            state.Retire(e);
        }

        if (Enumerable.Range(0, chain.Stages.Length).Any(s => !state.IsFinished(s)))
            throw new InvalidOperationException("a chain of streamed operators cannot run to its end");
    }

    private static StreamEvent? NextEvent(StreamState state, StreamChain chain, int tileWidth)
    {
        for (var stage = chain.Stages.Length - 1; stage >= 0; stage--)
        {
            if (!state.IsFinished(stage) && state.Next(stage, tileWidth) is var e && state.IsReady(e))
                return e;
        }

        return state.NextPush();
    }
}
