namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>
/// Exact search. Of two buffers that live at the same time one lies below the other; once that is decided for every pair, the lowest
/// offsets follow. Branch and bound over those decisions: each offset has a range,
/// and a pair that can lie only one way round within its ranges is decided at once.</summary>
internal sealed class PlacementSearch
{
    private readonly PlacementProblem _problem;
    private readonly PlacementPair[] _pairs;
    private readonly int[][] _pairsOf;
    private readonly long[] _low;
    private readonly long[] _high;
    private readonly sbyte[] _belowFirst;
    private readonly Stack<(int Index, long Low, long High)> _trail = new();
    private readonly Queue<int> _changed = new();
    private long _budget;

    private PlacementSearch(PlacementProblem problem, long budget)
    {
        _problem = problem;
        _budget = budget;
        _low = new long[problem.Count];
        _high = new long[problem.Count];
        _pairs = [.. Enumerable.Range(0, problem.Count).SelectMany(a => problem.NeighboursOf(a)
            .Where(n => n.Buffer > a)
            .Select(n => new PlacementPair(a, n.Buffer, n.GapBelow, n.GapAbove)))];
        _pairsOf = PairsOf(_pairs, problem.Count);
        _belowFirst = new sbyte[_pairs.Length];
    }

    /// <summary>Looks for a placement smaller than <paramref name="known"/>.</summary>
    /// <param name="budget">How many pairs may be looked at: bounds the time, and depends on no clock.</param>
    /// <returns>The smallest placement found or known, and whether it is proved that none is smaller.</returns>
    public static PlacementResult Improve(PlacementProblem problem, Placement known, long lowerBound, long budget)
    {
        var search = new PlacementSearch(problem, budget);
        while (known.ArenaBytes > lowerBound)
        {
            if (search.FindWithin(known.ArenaBytes - 1) is not { } better)
                return new PlacementResult(known, search._budget > 0);
            known = better;
        }

        return new PlacementResult(known, true);
    }

    private static int[][] PairsOf(PlacementPair[] pairs, int buffers)
    {
        List<int>[] pairsOf = [.. Enumerable.Range(0, buffers).Select(_ => new List<int>())];
        foreach (var (index, pair) in pairs.Index())
        {
            pairsOf[pair.First].Add(index);
            pairsOf[pair.Second].Add(index);
        }

        return [.. pairsOf.Select(p => p.ToArray())];
    }

    private Placement? FindWithin(long arenaBytes)
    {
        _trail.Clear();
        _changed.Clear();
        Array.Clear(_belowFirst);
        for (var b = 0; b < _problem.Count; b++)
        {
            _low[b] = 0;
            _high[b] = RoundDown(arenaBytes - _problem.Buffers[b].SizeBytes, b);
            if (_high[b] < 0)
                return null;
            _changed.Enqueue(b);
        }

        return Propagate() && Descend() ? new Placement([.. _low], _problem) : null;
    }

    private bool Descend()
    {
        if (MostContested() is not { } pair)
            return true;
        var firstBelow = Push(pair, 1) <= Push(pair, -1);
        foreach (var side in firstBelow ? new[] { 1, -1 } : [-1, 1])
        {
            var mark = _trail.Count;
            if (Decide(pair, side) && Propagate() && Descend())
                return true;
            Undo(mark);
            if (_budget <= 0)
                return false;
        }

        return false;
    }

    /// <summary>Among the pairs that collide at their lowest offsets, the one that costs most whichever way it is decided;
    /// null when none collides.</summary>
    private int? MostContested()
    {
        int? worst = null;
        long worstPush = 0;
        for (var p = 0; p < _pairs.Length; p++)
        {
            if (_belowFirst[p] != 0)
                continue;
            var push = Math.Min(Push(p, 1), Push(p, -1));
            if (push > worstPush)
                (worst, worstPush) = (p, push);
        }

        _budget -= _pairs.Length;
        return worst;
    }

    // How far the upper buffer would have to rise.
    private long Push(int pair, int side)
    {
        var (lower, upper, gap) = _pairs[pair].Oriented(side);
        return _low[lower] + gap - _low[upper];
    }

    private bool IsPossible(int pair, int side)
    {
        var (lower, upper, gap) = _pairs[pair].Oriented(side);
        return _low[lower] + gap <= _high[upper];
    }

    /// <summary>Narrows ranges and decides forced pairs until nothing changes; false when a buffer has no offset left,
    /// or the budget is spent.</summary>
    private bool Propagate()
    {
        while (_changed.TryDequeue(out var buffer))
        {
            _budget -= _pairsOf[buffer].Length;
            foreach (var pair in _pairsOf[buffer])
            {
                var side = _belowFirst[pair];
                if (side == 0)
                {
                    var (first, second) = (IsPossible(pair, 1), IsPossible(pair, -1));
                    if (first && second)
                        continue;
                    side = (sbyte)(first ? 1 : -1);
                }

                if (!Decide(pair, side))
                {
                    _changed.Clear();
                    return false;
                }
            }
        }

        return _budget > 0;
    }

    private bool Decide(int pair, int side)
    {
        if (_belowFirst[pair] == 0)
        {
            _trail.Push((~pair, 0, 0));
            _belowFirst[pair] = (sbyte)side;
        }

        var (lower, upper, gap) = _pairs[pair].Oriented(side);
        return Narrow(upper, RoundUp(_low[lower] + gap, upper), _high[upper])
            && Narrow(lower, _low[lower], RoundDown(_high[upper] - gap, lower));
    }

    private bool Narrow(int buffer, long low, long high)
    {
        if (low <= _low[buffer] && high >= _high[buffer])
            return true;
        _trail.Push((buffer, _low[buffer], _high[buffer]));
        _low[buffer] = Math.Max(low, _low[buffer]);
        _high[buffer] = Math.Min(high, _high[buffer]);
        _changed.Enqueue(buffer);
        return _low[buffer] <= _high[buffer];
    }

    private void Undo(int mark)
    {
        _changed.Clear();
        while (_trail.Count > mark)
        {
            var (index, low, high) = _trail.Pop();
            if (index < 0)
                _belowFirst[~index] = 0;
            else
                (_low[index], _high[index]) = (low, high);
        }
    }

    private long RoundUp(long offset, int buffer)
    {
        long alignment = _problem.Buffers[buffer].AlignmentBytes;
        return Math.Max(0, (offset + alignment - 1) / alignment * alignment);
    }

    private long RoundDown(long offset, int buffer) => offset < 0 ? -1 : offset - (offset % _problem.Buffers[buffer].AlignmentBytes);
}
