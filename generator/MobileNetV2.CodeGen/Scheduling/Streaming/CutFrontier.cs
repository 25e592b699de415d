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

    /// <param name="operators">Positions that a sequence covers, from 0 on.</param>
    /// <param name="candidates">Of those with the same first position, earlier ones win ties.</param>
    public CutFrontier(int operators, ImmutableArray<CutCandidate> candidates)
    {
        _end = operators;
        _begin = new int[operators + 1];
        candidates = Undominated(candidates);
        foreach (var candidate in candidates)
            _begin[candidate.First + 1]++;
        for (var i = 1; i <= operators; i++)
            _begin[i] += _begin[i - 1];
        int[] next = [.. _begin];
        _candidates = new CutCandidate[candidates.Length];
        foreach (var candidate in candidates)
            _candidates[next[candidate.First]++] = candidate;
    }

    /// <summary>Cheapest first; the last has the least RAM of all.</summary>
    public IEnumerable<ImmutableArray<CutCandidate>> All()
    {
        var least = LeastPeak();
        var points = (int)Math.Max(LeastPoints, Math.Min(MostCuts / _end, MostWork / Math.Max(1, _candidates.Length)));
        var limit = long.MaxValue;
        while (limit >= least && Cheapest(limit) is { } cuts)
        {
            yield return cuts;
            var peak = cuts.Max(c => c.PeakBytes);
            // When not all limits can be tried, those that are left are spread over what is left.
            var stride =
                _candidates.Length * (long)_end <= MostWork && points * (long)_end <= MostCuts ? 1 : Math.Max(1, (peak - least) / points);
            points = Math.Max(1, points - 1);
            limit = peak > least ? Math.Max(least, peak - stride) : least - 1;
        }
    }

    /// <summary>Of those that run the same operators, the ones that another undercuts in RAM and cost are left out.</summary>
    private static ImmutableArray<CutCandidate> Undominated(ImmutableArray<CutCandidate> candidates)
    {
        var order = new int[candidates.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (a, b) =>
        {
            var (x, y) = (candidates[a], candidates[b]);
            return (x.First, x.End, x.PeakBytes, x.Instructions, a).CompareTo((y.First, y.End, y.PeakBytes, y.Instructions, b));
        });
        var keeps = new bool[candidates.Length];
        var (first, end, least) = (-1, -1, long.MaxValue);
        foreach (var i in order)
        {
            var candidate = candidates[i];
            if (candidate.First != first || candidate.End != end)
                (first, end, least) = (candidate.First, candidate.End, long.MaxValue);
            keeps[i] = candidate.Instructions < least;
            least = Math.Min(least, candidate.Instructions);
        }

        return [.. candidates.Where((_, i) => keeps[i])];
    }

    private ImmutableArray<CutCandidate>? Cheapest(long limit)
    {
        var cost = new long[_end + 1];
        var best = new int[_end + 1];
        Array.Fill(best, -1);
        for (var first = _end - 1; first >= 0; first--)
        {
            cost[first] = long.MaxValue;
            for (var i = _begin[first]; i < _begin[first + 1]; i++)
            {
                ref readonly var c = ref _candidates[i];
                if (c.PeakBytes > limit || (c.End < _end && best[c.End] < 0) || cost[c.End] + c.Instructions >= cost[first])
                    continue;
                cost[first] = cost[c.End] + c.Instructions;
                best[first] = i;
            }
        }

        if (best[0] < 0)
            return null;
        var cuts = ImmutableArray.CreateBuilder<CutCandidate>();
        for (var at = 0; at < _end; at = cuts[^1].End)
            cuts.Add(_candidates[best[at]]);
        return cuts.ToImmutable();
    }

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
}
