using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>
/// Plays a chain event by event. The rule: the stage furthest downstream that can run, runs; pixels are consumed as early as possible,
/// so every line buffer holds the least. What the line buffers must hold is observed, not derived from a formula.
/// </summary>
internal ref struct StreamSimulator
{
    private readonly StreamState _state;
    private readonly Span<int> _waits;
    private StreamEvent _current;
    private int _from;
    private bool _isFirst;

    /// <param name="waits">See <see cref="StreamState.LastReady"/>.</param>
    public StreamSimulator(StreamState state, Span<int> waits)
    {
        _state = state;
        _waits = waits;
        _from = state.StageCount - 1;
        _isFirst = true;
    }

    /// <summary>After <see cref="Next"/>: its pixels are written, and what it read is not retired yet.</summary>
    public readonly StreamEvent Current => _current;

    /// <summary>Simulates <paramref name="chain"/> in the tiles that its stages have.</summary>
    public static StreamProgram Simulate(Graph graph, StreamChain chain)
    {
        var state = new StreamState(graph, chain);
        var observed = new LineObservations(state, chain);
        var events = ImmutableArray.CreateBuilder<StreamEvent>(state.EventCount);
        for (var play = new StreamSimulator(state, default); play.Next();)
        {
            observed.Add(play.Current);
            events.Add(play.Current);
        }

        var program = events.DrainToImmutable();
        var lines = observed.Rings();
        return new StreamProgram(program, lines, StreamOverlaps.Find(graph, chain, program, lines));
    }

    /// <summary>Retires the event before and goes on to the next.</summary>
    /// <returns>False when all stages have run to their end.</returns>
    public bool Next()
    {
        if (!_isFirst)
        {
            _state.Retire(_current);
            _from = _state.LastAffected(_current);
        }

        _isFirst = false;
        // No stage behind the last that the event before affected can run.
        var stage = _state.LastReady(_from, _waits);
        if (stage >= 0)
            _current = _state.Next(stage);
        else if (_state.NextPush() is { } push)
            _current = push;
        else if (_state.AreAllFinished)
            return false;
        else
            throw new InvalidOperationException("a chain of streamed operators cannot run to its end");
        _state.Write(_current);
        return true;
    }
}
