using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>The cheapest sequences of candidates for lower and lower limits of RAM.</summary>
internal sealed class CutFrontier
{
    /// <summary>Candidates looked at in all. A network of a hundred operators looks at every limit there is; of many thousands,
    /// at the more important ones.</summary>
    private const long MostWork = 60_000_000;

    private const int LeastPoints = 16;

    /// <summary>Steps of all points together.</summary>
    private const int MostCuts = 500_000;

    private readonly CutCandidate[] _candidates;
    private readonly int[] _begin;
    private readonly int _end;

    public CutFrontier(CutTable table)
    {
        _end = table.Operators;
        _candidates = table.Undominated(out _begin);
    }

    /// <summary>Cheapest first; the last has the least RAM of all.</summary>
    /// <param name="most">Above that, none is asked for.</param>
    public IEnumerable<ImmutableArray<CutCandidate>> All(long most = long.MaxValue)
    {
        var least = LeastPeak();
        var points = (int)Math.Max(LeastPoints, Math.Min(MostCuts / _end, MostWork / Math.Max(1, _candidates.Length)));
        var isComplete = _candidates.Length * (long)_end <= MostWork && points * (long)_end <= MostCuts;
        var search = new Search(this);
        for (var limit = most; limit >= least && search.Lower(limit);)
        {
            var cuts = search.Cuts();
            yield return cuts;
            var peak = cuts.Max(c => c.PeakBytes);
            // When not all limits can be tried, those that are left are spread over what is left.
            var stride = isComplete ? 1 : Math.Max(1, (peak - least) / points);
            points = Math.Max(1, points - 1);
            limit = peak > least ? Math.Max(least, peak - stride) : least - 1;
        }
    }

    /// <summary>The cheapest with the least RAM of all; null when no sequence covers all positions.</summary>
    public ImmutableArray<CutCandidate>? Least() => Cheapest(LeastPeak());

    /// <summary>The one with the least RAM that costs no more, the cheapest of them; null when all cost more.</summary>
    public ImmutableArray<CutCandidate>? LeastWithin(long mostInstructions)
    {
        if (_candidates.Length == 0)
            return null;
        ImmutableArray<CutCandidate>? best = null;
        for (var (low, high) = (LeastPeak(), _candidates.Max(c => c.PeakBytes)); low <= high;)
        {
            var middle = low + ((high - low) / 2);
            if (Cheapest(middle) is { } cuts && cuts.Sum(c => c.Instructions) <= mostInstructions)
                (best, high) = (cuts, cuts.Max(c => c.PeakBytes) - 1);
            else
                low = middle + 1;
        }

        return best;
    }

    private ImmutableArray<CutCandidate>? Cheapest(long limit) =>
        new Search(this) is var search && search.Lower(limit) ? search.Cuts() : null;

    /// <summary>The lowest limit that any sequence stays below.</summary>
    private long LeastPeak()
    {
        var least = new long[_end + 1];
        for (var first = _end - 1; first >= 0; first--)
        {
            least[first] = long.MaxValue;
            for (var i = _begin[first]; i < _begin[first + 1]; i++)
                least[first] = Math.Min(least[first], Math.Max(_candidates[i].PeakBytes, least[_candidates[i].End]));
        }

        return least[0];
    }

    /// <summary>The cheapest way from every position to the end, for a limit that is lowered again and again.</summary>
    private sealed class Search
    {
        private readonly CutFrontier _frontier;
        private readonly long[] _cost;
        private readonly int[] _best;
        private bool _isNew = true;

        public Search(CutFrontier frontier)
        {
            _frontier = frontier;
            _cost = new long[frontier._end + 1];
            _best = new int[frontier._end + 1];
        }

        /// <returns>False when nothing stays below the limit.</returns>
        public bool Lower(long limit)
        {
            for (var first = _frontier._end - 1; first >= 0; first--)
            {
                if (_isNew || !Stays(first, limit))
                    Find(first, limit);
            }

            _isNew = false;
            return _best[0] >= 0;
        }

        public ImmutableArray<CutCandidate> Cuts()
        {
            var cuts = ImmutableArray.CreateBuilder<CutCandidate>();
            for (var at = 0; at < _frontier._end; at = cuts[^1].End)
                cuts.Add(_frontier._candidates[_best[at]]);
            return cuts.ToImmutable();
        }

        /// <summary>A lower limit makes no way cheaper: the best stays the best as long as it is one and costs as much.</summary>
        private bool Stays(int first, long limit)
        {
            if (_best[first] < 0)
                return true;
            ref readonly var c = ref _frontier._candidates[_best[first]];
            return c.PeakBytes <= limit && (c.End == _frontier._end || _best[c.End] >= 0)
                && _cost[c.End] + c.Instructions == _cost[first];
        }

        private void Find(int first, long limit)
        {
            var (cost, best) = (long.MaxValue, -1);
            for (var i = _frontier._begin[first]; i < _frontier._begin[first + 1]; i++)
            {
                ref readonly var c = ref _frontier._candidates[i];
                if (c.PeakBytes > limit || (c.End < _frontier._end && _best[c.End] < 0) || _cost[c.End] + c.Instructions >= cost)
                    continue;
                (cost, best) = (_cost[c.End] + c.Instructions, i);
            }

            (_cost[first], _best[first]) = (cost, best);
        }
    }
}
