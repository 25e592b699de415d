using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>
/// Branch and bound over the orders of rising offset: each buffer goes to the lowest offset, at or above the last one, that the buffers below allow.
/// Some optimal plan has that form, so a search that ends within its budget has proved the best plan.
/// </summary>
/// <remarks>
/// Two buffers that may lie either way round with a negative distance are treated as if the distance were 0. Then the result is sound but may miss a plan
/// that places an output inside of its input.
/// </remarks>
internal sealed class PlacementSearch
{
    private readonly PlacementProblem _problem;
    private readonly long _lowerBound;
    private readonly long[][] _lowest;
    private readonly int[][] _candidates;
    private readonly bool[] _isPlaced;
    private readonly long[] _offsets;
    private readonly ImmutableArray<int>[] _liveAt;
    private readonly long[] _savedAt;
    private long _budget;
    private long _bestBytes;
    private long[]? _best;

    private PlacementSearch(PlacementProblem problem, long upperBound, long lowerBound, long budget)
    {
        _problem = problem;
        _bestBytes = upperBound;
        _lowerBound = lowerBound;
        _budget = budget;
        _isPlaced = new bool[problem.Count];
        _offsets = new long[problem.Count];
        _lowest = [.. Enumerable.Range(0, problem.Count + 1).Select(_ => new long[problem.Count])];
        _candidates = [.. Enumerable.Range(0, problem.Count + 1).Select(_ => new int[problem.Count])];
        _liveAt = [.. problem.Steps.Select(s => problem.LiveAt(s).Select(b => b.Id.Value).ToImmutableArray())];
        _savedAt = [.. problem.Steps.Select(s => problem.LiveAt(s).Sum(b => (long)b.SizeBytes) - LiveSetBound.BytesAt(problem, s))];
    }

    /// <summary>Looks for a placement smaller than <paramref name="known"/>.</summary>
    /// <param name="budget">How many buffers may be looked at: bounds the time, and depends on no clock.</param>
    /// <returns>The smallest placement found or known, and whether it is proved that none is smaller.</returns>
    public static PlacementResult Improve(PlacementProblem problem, Placement known, long lowerBound, long budget)
    {
        var search = new PlacementSearch(problem, known.ArenaBytes, lowerBound, budget);
        search.Descend(0, 0);
        var best = search._best is null ? known : new Placement([.. search._best], problem);
        var isExhausted = search._budget > 0 && !problem.HasNegativeDistances;
        return new PlacementResult(best, isExhausted || best.ArenaBytes <= lowerBound);
    }

    private bool IsFinished => _budget <= 0 || _bestBytes <= _lowerBound;

    private void Descend(int depth, long from)
    {
        if (depth == _problem.Count)
        {
            Keep();
            return;
        }

        var candidates = Candidates(depth, from);
        foreach (var buffer in candidates)
        {
            if (IsFinished)
                return;
            var offset = AtLeast(from, _lowest[depth][buffer], buffer);
            _isPlaced[buffer] = true;
            _offsets[buffer] = offset;
            RaiseNeighbours(depth, buffer, offset);
            if (CanBeat(depth + 1, offset))
                Descend(depth + 1, offset);
            _isPlaced[buffer] = false;
        }
    }

    private void Keep()
    {
        var placement = new Placement([.. _offsets], _problem);
        if (placement.ArenaBytes >= _bestBytes)
            return;
        _bestBytes = placement.ArenaBytes;
        _best = [.. _offsets];
    }

    // A buffer that would begin where another one could already have ended leaves a hole that the other one can fill later without harm,
    // so only buffers that begin below every such end need be tried.
    private ReadOnlySpan<int> Candidates(int depth, long from)
    {
        var lowest = _lowest[depth];
        var firstEnd = long.MaxValue;
        for (var b = 0; b < _problem.Count; b++)
        {
            if (!_isPlaced[b])
                firstEnd = Math.Min(firstEnd, AtLeast(from, lowest[b], b) + _problem.Buffers[b].SizeBytes);
        }

        var count = 0;
        for (var b = 0; b < _problem.Count; b++)
        {
            if (!_isPlaced[b] && AtLeast(from, lowest[b], b) < firstEnd)
                _candidates[depth][count++] = b;
        }

        _budget -= _problem.Count;
        var found = _candidates[depth].AsSpan(0, count);
        found.Sort((a, b) => Prefer(a, b, from, lowest));
        return found;
    }

    private int Prefer(int a, int b, long from, long[] lowest)
    {
        var byOffset = AtLeast(from, lowest[a], a).CompareTo(AtLeast(from, lowest[b], b));
        if (byOffset != 0)
            return byOffset;
        var bySize = Weight(b).CompareTo(Weight(a));
        return bySize != 0 ? bySize : a.CompareTo(b);
    }

    private long Weight(int b) => (long)_problem.Buffers[b].SizeBytes * _problem.NeighboursOf(b).Length;

    private void RaiseNeighbours(int depth, int buffer, long offset)
    {
        _lowest[depth].CopyTo(_lowest[depth + 1], 0);
        foreach (var neighbour in _problem.NeighboursOf(buffer))
        {
            // GapBelow: how far the neighbour must begin above this buffer.
            if (!_isPlaced[neighbour.Buffer])
                _lowest[depth + 1][neighbour.Buffer] = Math.Max(_lowest[depth + 1][neighbour.Buffer], offset + Math.Max(neighbour.GapBelow, 0));
        }
    }

    private bool CanBeat(int depth, long from)
    {
        for (var s = 0; s < _liveAt.Length; s++)
        {
            var begin = long.MaxValue;
            long bytes = 0;
            foreach (var b in _liveAt[s])
            {
                if (_isPlaced[b])
                    continue;
                var offset = AtLeast(from, _lowest[depth][b], b);
                if (offset + _problem.Buffers[b].SizeBytes >= _bestBytes)
                    return false;
                begin = Math.Min(begin, offset);
                bytes += _problem.Buffers[b].SizeBytes;
            }

            _budget -= _liveAt[s].Length;
            if (bytes > 0 && begin + bytes - _savedAt[s] >= _bestBytes)
                return false;
        }

        return true;
    }

    private long AtLeast(long from, long lowest, int buffer)
    {
        long alignment = _problem.Buffers[buffer].AlignmentBytes;
        return (Math.Max(from, lowest) + alignment - 1) / alignment * alignment;
    }
}
