using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>Every way to run consecutive operators as one stream, in tiles of several widths.</summary>
internal sealed class StreamCuts
{
    /// <summary>Rows of windows that the events of one chain may look at: what simulating and proving it takes time and memory for.
    /// MobileNetV2 1.0 @640 takes a quarter.</summary>
    public const long MostOfOneChain = 4_000_000;

    /// <summary>The same of all runs together, in tiles of all widths.</summary>
    private const long MostInAll = 16_000_000;

    /// <summary>The same of chains that are played by themselves, because their events in the run are others.</summary>
    private const long MostAlone = 2_000_000;

    private const long MostCandidates = 150_000;

    /// <summary>Tiles of streams that compute something again: wider ones keep more of it than they save, narrower ones compute their
    /// borders too often.</summary>
    private const int WidestAgain = 16;
    private const int NarrowestAgain = 2;

    /// <summary>Where pixels have fewer bytes, tiles are as much wider: they cost as many calls and save next to nothing.</summary>
    private const int LeastPixelBytes = 16;

    /// <summary>Limits on working memory that are tried for a chain.</summary>
    private const int MostLimits = 16;

    private readonly Graph _graph;
    private readonly ImmutableArray<Operator> _order;
    private readonly TensorLifetimes _lifetimes;
    private readonly ResidentBytes _resident;
    private readonly IStepCosts _costs;
    private readonly TensorId? _pushed;
    private readonly ImmutableArray<Tiling> _tilings;
    private readonly StreamStage?[] _stages;
    private readonly StreamStage?[] _pairs;
    private readonly Dictionary<(Tiling Tiling, int Recomputed), StreamStage?[]> _inTiles = [];
    private readonly Dictionary<(Tiling Tiling, int Recomputed), ImmutableArray<StageCost>[]> _stageCosts = [];
    private readonly Dictionary<(int First, int End, Tiling Tiling, int Recomputed), StreamStep> _steps = [];
    private readonly HashSet<(int First, int End, Tiling Tiling, int Recomputed)> _asked = [];

    /// <summary>Positions of expansions, and whether their columns are carried from tile to tile.</summary>
    private readonly List<ImmutableSortedDictionary<int, bool>> _recomputed = [ImmutableSortedDictionary<int, bool>.Empty];
    private readonly HashSet<(int First, Tiling Tiling, int Recomputed)> _recomputing = [];
    private readonly int _longest;
    private readonly int _limits;
    private long _alone;

    public StreamCuts(
        Graph graph,
        ImmutableArray<LayerStep> layers,
        TensorLifetimes lifetimes,
        ResidentBytes resident,
        IStepCosts costs,
        TensorId? pushed,
        ImmutableArray<Tiling> tilings)
    {
        ImmutableArray<Operator> order = [.. layers.Select(s => s.Operator)];
        (_graph, _order, _lifetimes, _resident, _costs, _pushed) = (graph, order, lifetimes, resident, costs, pushed);
        _stages = [.. layers.Select(s => StreamStages.Of(graph, s) is { } stage && costs.CanStream(stage) ? stage : null)];
        TooManyTiles = [.. order.Where((_, i) => _stages[i] is { RowsLookedAt: > MostOfOneChain })];
        _stages = [.. _stages.Select(s => s is { RowsLookedAt: <= MostOfOneChain } ? s : null)];
        _pairs = [.. _stages.Select(s => s?.InPairsOfRows() is { } pair && costs.CanStream(pair) ? pair : null)];
        _tilings = Affordable([.. tilings.Where(t => !t.InRowPairs || _pairs.Any(p => p is not null))]);
        _longest = (int)Math.Clamp(MostCandidates / Math.Max(1, (long)order.Length * _tilings.Length), 2, StreamChain.MostStages);
        _limits = (int)Math.Clamp(
            2 * MostCandidates / Math.Max(1, (long)order.Length * _tilings.Length * Math.Min(_longest, order.Length)), 2, MostLimits);
    }

    /// <summary>Rows of windows looked at so far.</summary>
    public long Work { get; private set; }

    /// <summary>Operators that would stream, were there not so many tiles.</summary>
    public ImmutableArray<Operator> TooManyTiles { get; }

    public bool ReadsPushed(int index) => _pushed is { } p && _order[index].Inputs.Contains(p);

    /// <summary>Whether all stages compute whole rows, two at once where they can.</summary>
    public bool IsOfWholeRows(CutCandidate cut) =>
        cut.Tiling.LeastPixels == StreamStage.WholeRows
            && (cut.Tiling.InRowPairs || Array.TrueForAll(_pairs[cut.First..cut.End], p => p is null));

    /// <summary>Plays all streams in tiles of all widths.</summary>
    public IReadOnlyList<CutCandidate> All()
    {
        var cuts = new List<CutCandidate>();
        for (var tile = 0; tile < _tilings.Length; tile++)
        {
            foreach (var window in Windows(tile))
                AddIn(window, tile, cuts);
        }

        return cuts;
    }

    public ImmutableArray<StreamStage> StagesOf(CutCandidate cut) => StagesOf(cut.First, cut.End, cut.Tiling, cut.Recomputed);

    /// <summary>The stream, played as it would run.</summary>
    public StreamStep StepOf(CutCandidate cut)
    {
        var key = (cut.First, cut.End, cut.Tiling, cut.Recomputed);
        if (!_steps.TryGetValue(key, out var step))
        {
            var chain = StreamChain.Of(StagesOf(cut), id => _lifetimes[id].Last >= cut.End, cut.First == 0 ? _pushed : null);
            _steps.Add(key, step = new StreamStep(chain, StreamSimulator.Simulate(_graph, chain)));
        }

        return step with { MostWorkBytes = cut.MostWorkBytes };
    }

    /// <summary>True when this is asked about a stream for the first time.</summary>
    public bool IsNew(CutCandidate cut) => _asked.Add((cut.First, cut.End, cut.Tiling, cut.Recomputed));

    /// <summary>What the stream takes of the arena with the lines and overlaps that it has, without working memory.</summary>
    public long BytesOf(CutCandidate cut) => Bytes(cut, StepOf(cut));

    /// <summary>What its kernels work in.</summary>
    public long WorkBytesOf(CutCandidate cut)
    {
        var bytes = 0;
        foreach (var costs in CostsOf(cut.Tiling, cut.Recomputed).AsSpan()[cut.First..cut.End])
            bytes = Math.Max(bytes, costs.IsDefault ? 0 : GrowingWork.Within(costs, cut.MostWorkBytes).Bytes);
        return _resident.Aligned(bytes);
    }

    /// <summary>The expansions that a stream could compute again for less RAM, and does not, each with the bytes of the line that keeps
    /// it.</summary>
    public IEnumerable<(int Position, StreamStage Stage, long LineBytes)> Recomputable(CutCandidate cut)
    {
        var lines = StepOf(cut).Program.Lines;
        var stages = InTiles(cut.Tiling, cut.Recomputed);
        for (var i = cut.First; i + 1 < cut.End; i++)
        {
            if (stages[i] is { } expansion && stages[i + 1] is { } next
                && StreamStages.Recomputing(_graph, expansion, next, carries: true) is { } joined
                && lines.TryGetValue(expansion.Operator.Output, out var ring))
                yield return (i, joined, Bytes(expansion.Operator.Output, ring));
        }
    }

    /// <summary>
    /// All streams that begin where <paramref name="cut"/> does and compute again what it does, and one expansion more: with columns of
    /// that one carried from tile to tile and without, of all of them, and of none. To carry takes memory, not to carry MACs.
    /// </summary>
    public IReadOnlyList<CutCandidate> Recompute(CutCandidate cut, int position)
    {
        var cuts = new List<CutCandidate>();
        foreach (var carries in new[] { true, false })
        {
            var ways = _recomputed[cut.Recomputed].Add(position, carries);
            foreach (var number in new[] { Number(ways), Number(ways.ToImmutableSortedDictionary(w => w.Key, _ => carries)) }.Distinct())
            {
                foreach (var tiling in _tilings.Where(t => t is { InRowPairs: false, LeastPixels: <= WidestAgain and >= NarrowestAgain }))
                {
                    if (_recomputing.Add((cut.First, tiling, number)))
                        AddRecomputing(cut.First, position, tiling, number, cuts);
                }
            }
        }

        return cuts;
    }

    private int Number(ImmutableSortedDictionary<int, bool> ways)
    {
        var number = _recomputed.FindIndex(r => r.SequenceEqual(ways));
        if (number >= 0)
            return number;
        _recomputed.Add(ways);
        return _recomputed.Count - 1;
    }

    private void AddRecomputing(int first, int position, Tiling tiling, int number, List<CutCandidate> cuts)
    {
        var stages = InTiles(tiling, number);
        var (end, rows) = (first, 0L);
        for (; end < stages.Length && end - first < _longest; end++)
        {
            if (stages[end] is null && !_recomputed[number].ContainsKey(end))
                break;
            if ((rows += stages[end]?.RowsLookedAt ?? 0) > MostOfOneChain)
                break;
        }

        if (end < position + 2 || Work + rows > MostInAll)
            return;
        Work += rows;
        var profile = RunProfile.Of(_graph, StagesOf(first, end, tiling, number), first == 0 ? _pushed : null);
        AddFrom(first, end, position + 1 - first, stages, profile, tiling, number, cuts);
    }

    private long Bytes(TensorId id, LineRing ring) =>
        _resident.Aligned((long)ring.TotalPixels * (_graph[id].SizeBytes / StreamState.Pixels(_graph[id])));

    private long Bytes(CutCandidate cut, StreamStep step)
    {
        var lines = step.Program.Lines.ToDictionary(l => l.Key, l => Bytes(l.Key, l.Value));
        var results = step.Chain.Results.ToHashSet();
        long BytesOf(TensorId id) => lines.TryGetValue(id, out var bytes) ? bytes : _resident.Aligned(_graph[id].SizeBytes);
        var shared = step.Program.Overlaps
            .Where(o => results.Contains(o.Lower) && (lines.ContainsKey(o.Upper) || _lifetimes[o.Upper].Last < cut.End))
            .Select(
                o =>
                    new SharedBytes.Pair(o.Lower.Value, BytesOf(o.Lower), o.Upper.Value, BytesOf(o.Upper),
                        _resident.Aligned(Math.Max(o.DistanceBytes, 0))));
        var again = step.Chain.Stages.Select(s => s.Expansion?.Operator.Output).OfType<TensorId>();
        return _resident.During(cut.First, cut.End) - step.Chain.Lines.Concat(again).Sum(id => _resident.Aligned(_graph[id].SizeBytes))
            + lines.Values.Sum() + step.Chain.Stages.Sum(s => _resident.Aligned(s.CarriedBytes(_graph)))
            - SharedBytes.Most([.. shared]);
    }

    private ImmutableArray<StreamStage> StagesOf(int first, int end, Tiling tiling, int recomputed = 0) =>
        [.. InTiles(tiling, recomputed)[first..end].OfType<StreamStage>()];

    /// <summary>By position; an expansion that is computed again is none of its own.</summary>
    private StreamStage?[] InTiles(Tiling tiling, int recomputed = 0)
    {
        if (_inTiles.TryGetValue((tiling, recomputed), out var stages))
            return stages;
        stages = recomputed == 0 ? [.. _stages.Select((s, i) => s is null ? null : InTiles(s, i, tiling))] : [.. InTiles(tiling)];
        foreach (var (i, carries) in _recomputed[recomputed])
            (stages[i], stages[i + 1]) = (null, stages[i + 1]!.Recomputing(stages[i]!, carries));
        _inTiles.Add((tiling, recomputed), stages);
        return stages;
    }

    private StreamStage InTiles(StreamStage stage, int position, Tiling tiling)
    {
        if (tiling.InRowPairs && _pairs[position] is { } pair)
            return pair;
        var (least, written) = (tiling.LeastPixels, _graph[stage.Operator.Output]);
        var pixelBytes = written.SizeBytes / StreamState.Pixels(written);
        // Tiles of one pixel are for the least RAM at any cost.
        return stage.InTilesOf(least == 1 || pixelBytes >= LeastPixelBytes ? least
            : (int)Math.Min(StreamStage.WholeRows, (long)least * LeastPixelBytes / pixelBytes));
    }

    /// <summary>Of the stages in such tiles; of what is none, not to be asked.</summary>
    private ImmutableArray<StageCost>[] CostsOf(Tiling tiling, int recomputed = 0)
    {
        if (!_stageCosts.TryGetValue((tiling, recomputed), out var costs))
        {
            costs = [.. InTiles(tiling, recomputed).Select(s => s is null ? default : _costs.Stage(s))];
            _stageCosts.Add((tiling, recomputed), costs);
        }

        return costs;
    }

    private ImmutableArray<Tiling> Affordable(ImmutableArray<Tiling> tilings)
    {
        long all = 0;
        return [.. tilings.TakeWhile((t, i) => (all += InTiles(t).Sum(s => s?.RowsLookedAt ?? 0)) <= MostInAll || i == 0)];
    }

    /// <summary>Runs of stages that are played at once, and which of their stages chains begin at: windows overlap,
    /// so that every chain lies in one.</summary>
    private IEnumerable<(int First, int BeginBefore, int End)> Windows(int tile)
    {
        var stages = InTiles(_tilings[tile]);
        for (var first = 0; first < stages.Length;)
        {
            var (end, half) = (first, first);
            for (long rows = 0; end < stages.Length && end - first < 2 * _longest && stages[end] is { } stage
                && rows + stage.RowsLookedAt <= MostOfOneChain; end++)
            {
                rows += stage.RowsLookedAt;
                half = end - first < _longest && rows <= MostOfOneChain / 2 ? end + 1 : half;
            }

            var isWhole = end == stages.Length || stages[end] is null;
            var beginBefore = isWhole ? end : Math.Max(half, first + 1);
            if (end > first)
                yield return (first, beginBefore, end);
            first = end == first ? first + 1 : beginBefore;
        }
    }

    private void AddIn((int First, int BeginBefore, int End) window, int tile, List<CutCandidate> cuts)
    {
        if (tile > 0 && AlikeFrom(window.First, window.End, _tilings[tile - 1], _tilings[tile]) == window.End - window.First)
            return;
        var stages = StagesOf(window.First, window.End, _tilings[tile]);
        var rows = stages.Sum(s => s.RowsLookedAt);
        if (Work + rows > MostInAll)
            return;
        Work += rows;
        var played = RunProfile.Of(_graph, stages, window.First == 0 ? _pushed : null);
        for (var first = window.First; first < window.BeginBefore; first++)
        {
            if (ReadsPushed(first) && first > 0)
                continue;
            var end = Math.Min(window.End, first + _longest);
            var alike = tile == 0 ? 0 : AlikeFrom(first, end, _tilings[tile - 1], _tilings[tile]);
            if (alike == end - first)
                continue;
            var profile = played;
            if (!played.HoldsFor(first - window.First, end - window.First) && _alone < MostAlone)
            {
                var chain = StagesOf(first, end, _tilings[tile]);
                profile = RunProfile.Of(_graph, chain, null);
                _alone += chain.Sum(s => s.RowsLookedAt);
            }

            AddFrom(first, end, alike, InTiles(_tilings[tile]), profile, _tilings[tile], 0, cuts);
        }
    }

    /// <summary>How many stages from <paramref name="first"/> on have the same tiles either way:
    /// chains of only those need not be looked at twice.</summary>
    private int AlikeFrom(int first, int end, Tiling tiling, Tiling other)
    {
        var (stages, others) = (InTiles(tiling), InTiles(other));
        var at = first;
        while (at < end && stages[at]!.TileWidth == others[at]!.TileWidth)
            at++;
        return at - first;
    }

    /// <summary>Every chain from <paramref name="first"/> on, the shortest first.</summary>
    /// <param name="alike">So many stages have been looked at in the same tiles.</param>
    private void AddFrom(
        int first, int end, int alike, StreamStage?[] stages, RunProfile profile, Tiling tiling, int recomputed, List<CutCandidate> cuts)
    {
        var pushed = first == 0 ? _pushed : null;
        var chain = new GrowingChain(_graph, _lifetimes, _resident, first, _pushed);
        var costs = CostsOf(tiling, recomputed);
        var work = new GrowingWork(costs[first..end].Where(c => !c.IsDefault), _limits);
        for (var last = first; last < end; last++)
        {
            if (stages[last] is not { } stage)
                continue;
            work.Add(costs[last]);
            chain.Add(stage, last, profile);
            if (last < first + alike || (pushed is { } input && _lifetimes[input].Last > last))
                continue;
            var bytes = chain.Bytes(profile);
            for (var way = 0; way < work.Ways; way++)
            {
                if (work.IsPointless(way))
                    continue;
                var (mostWork, workBytes, instructions) = work.Way(way);
                cuts.Add(new(first, last + 1, tiling, bytes + _resident.Aligned(workBytes), instructions, mostWork)
                {
                    Recomputed = recomputed,
                });
            }
        }
    }
}
