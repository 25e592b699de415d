using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>Replays a chain's events and finds which of its tensors may share bytes.</summary>
/// <remarks>
/// Pixels are produced and die in raster order, so three kinds of sharing can be proved: over the dead beginning of a source, under the
/// part of a result that is not written yet, and between line buffers that are never alive together.
/// </remarks>
internal sealed class StreamOverlaps
{
    private readonly StreamState _state;
    private readonly StreamChain _chain;
    private readonly int[] _bytesPerPixel;
    private readonly LineRing?[] _rings;
    private readonly int[] _wholeSources;
    private readonly int[] _extent;
    private readonly int[] _first;
    private readonly int[] _last;
    private readonly int[]?[] _distance;
    private readonly int[]?[] _extentAtLastUse;

    private StreamOverlaps(Graph graph, StreamChain chain, ImmutableSortedDictionary<TensorId, LineRing> lines)
    {
        _state = new StreamState(graph, chain);
        _chain = chain;
        var count = _state.Tensors.Length;
        _bytesPerPixel = Array.ConvertAll(_state.Tensors, t => t.SizeBytes / StreamState.Pixels(t));
        _rings = Array.ConvertAll(_state.Tensors, t => lines.TryGetValue(t.Id, out var ring) ? ring : (LineRing?)null);
        _wholeSources = [.. Enumerable.Range(0, chain.Sources.Length).Where(s => chain.Sources[s] != chain.PushedSource)];
        _extent = new int[count];
        (_first, _last) = (new int[count], new int[count]);
        Array.Fill(_first, -1);
        _distance = new int[]?[count];
        _extentAtLastUse = new int[]?[count];
    }

    public static ImmutableArray<TensorOverlap> Find(
        Graph graph, StreamChain chain, ImmutableArray<StreamEvent> events, ImmutableSortedDictionary<TensorId, LineRing> lines)
    {
        var overlaps = new StreamOverlaps(graph, chain, lines);
        overlaps.Replay(events);
        return [.. overlaps.Pairs()];
    }

    private void Replay(ImmutableArray<StreamEvent> events)
    {
        NoteLastUses(events);
        for (var i = 0; i < events.Length; i++)
        {
            var e = events[i];
            _state.Write(e);
            if (_state.WrittenBy(e) is >= 0 and var written)
                Write(written, i);
            if (e.Stage != StreamEvent.Push)
            {
                foreach (var input in _state.InputsOf(e.Stage))
                    Use(input, i);
            }

            _state.Retire(e);
        }
    }

    private void NoteLastUses(ImmutableArray<StreamEvent> events)
    {
        for (var i = 0; i < events.Length; i++)
        {
            // Of a stage that accumulates, only the last event writes; what the others say of its output it says again.
            var e = events[i];
            if (e.Stage == StreamEvent.Push)
            {
                _last[_state.WrittenBy(e)] = i;
                continue;
            }

            _last[_state.OutputOf(e.Stage)] = i;
            foreach (var input in _state.InputsOf(e.Stage))
                _last[input] = i;
        }
    }

    private void Write(int written, int now)
    {
        _first[written] = _first[written] < 0 ? now : _first[written];
        var pixels = _rings[written] is not { } ring ? _state.Produced[written]
            : ring.SlackPixels > 0 ? ring.TotalPixels
            : Math.Min(ring.Pixels, _state.Produced[written]);
        _extent[written] = pixels * _bytesPerPixel[written];
        var distance = DistancesOf(written);
        for (var s = 0; s < distance.Length; s++)
        {
            var source = _wholeSources[s];
            if (_state.Floor[source] < StreamState.Pixels(_state.Tensors[source]))
                distance[s] = Math.Max(distance[s], _extent[written] - (_state.Floor[source] * _bytesPerPixel[source]));
        }

        Use(written, now);
    }

    /// <summary>Of what is written alone: a stage that joins thousands of tensors has as many sources.</summary>
    private int[] DistancesOf(int written)
    {
        if (_distance[written] is { } known)
            return known;
        var distance = new int[_wholeSources.Length];
        Array.Fill(distance, TensorOverlap.Anywhere);
        return _distance[written] = distance;
    }

    /// <summary>Lines are asked how far others were written when they were used last.</summary>
    private void Use(int tensor, int now)
    {
        if (now == _last[tensor] && _rings[tensor] is not null)
            _extentAtLastUse[tensor] = [.. _extent];
    }

    private IEnumerable<TensorOverlap> Pairs()
    {
        var count = _state.Tensors.Length;
        for (var t = 0; t < count; t++)
        {
            if (_first[t] < 0 || (_state.Tensors[t].Id == _chain.PushedSource && _rings[t] is null))
                continue;
            for (var s = 0; s < _wholeSources.Length; s++)
                yield return Pair(t, _wholeSources[s], DistancesOf(t)[s]);
            for (var other = 0; other < count; other++)
            {
                if (other == t || _first[other] < 0 || _rings[other] is null)
                    continue;
                if (_rings[t] is null)
                    yield return Pair(t, other, _first[t] > _last[other] ? TensorOverlap.Anywhere : _extentAtLastUse[other]![t]);
                else if (_first[t] > _last[other] || _last[t] < _first[other])
                    yield return Pair(t, other, TensorOverlap.Anywhere);
            }
        }
    }

    private TensorOverlap Pair(int lower, int upper, int distanceBytes) =>
        new(_state.Tensors[lower].Id, _state.Tensors[upper].Id, distanceBytes);
}
