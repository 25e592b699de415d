using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>
/// Chooses where a network is cut into steps. Every run of streamable operators is a candidate; dynamic programming over cut points gives,
/// for a limit on RAM, the cheapest sequence of candidates that stays below it. Lowering the limit step by step gives the frontier.
/// </summary>
internal sealed class CutSelector
{
    /// <summary>Of more streams in one schedule, the estimates are as good.</summary>
    private const int MostRefined = 200;

    /// <summary>Expansions that are computed again, one after the other.</summary>
    private const int MostRecomputed = 6;

    /// <summary>Each time the streams that come out are played, up to so many times.</summary>
    private const int MostRefinedAgain = 3;

    /// <summary>Steps of all schedules layer by layer together.</summary>
    private const int MostLayers = 100_000;

    private readonly Graph _graph;
    private readonly ImmutableArray<LayerStep> _layers;
    private readonly ImmutableArray<Operator> _order;
    private readonly TensorLifetimes _lifetimes;
    private readonly IStepCosts _costs;
    private readonly TensorId? _pushed;
    private readonly StreamCuts _streams;
    private readonly Lazy<ImmutableArray<CutCandidate>> _layerCandidates;

    /// <summary>Of layers and streams, and as soon as streams compute something again, of those too.</summary>
    private readonly List<CutTable> _tables = [];

    /// <param name="layers">The network layer by layer, in an order that is good for memory.</param>
    /// <param name="pushedInput">The input that the caller pushes row by row, or null for a whole frame.</param>
    /// <param name="tilings">To choose from, each stream one, widest first. The narrowest are left out when playing them takes too
    /// long.</param>
    public CutSelector(Schedule layers, IStepCosts costs, TensorId? pushedInput, ImmutableArray<Tiling> tilings)
    {
        _graph = layers.Graph;
        _layers = [.. layers.Steps.Cast<LayerStep>()];
        _order = [.. _layers.Select(s => s.Operator)];
        var views = new TensorViews(layers);
        _lifetimes = TensorLifetimes.Of(_graph, views, _order);
        _costs = costs;
        _pushed = pushedInput;
        var resident = new ResidentBytes(_graph, _lifetimes, _order.Length, pushedInput, costs.AlignmentBytes);
        _streams = new StreamCuts(_graph, _layers, _lifetimes, resident, costs, pushedInput, tilings);
        var bytes = new LayerBytes(_graph, _order, views, _lifetimes, resident);
        _layerCandidates = new(() =>
            [.. Enumerable.Range(0, _order.Length).Where(i => !_streams.ReadsPushed(i)).SelectMany(i => Layer(i, views, bytes))]);
    }

    /// <summary>Events of streams played so far, in rows of windows.</summary>
    public long Work => _streams.Work;

    /// <summary>Operators that would stream, were there not so many tiles that planning them would take too long.</summary>
    public ImmutableArray<Operator> TooManyTiles => _streams.TooManyTiles;

    /// <summary>From the cheapest schedule to the one with the least RAM; each is the cheapest for its modelled peak.</summary>
    public ImmutableArray<ScheduleCandidate> Frontier => _order.IsEmpty
        ? [Candidate([])]
        : [.. Cuts().All().Select(Candidate)];

    /// <summary>The cost of the least RAM that layers and streams of whole rows take on the fastest kernels;
    /// 0 when there are none.</summary>
    public long InstructionsOfWholeRows => _order.IsEmpty
        ? 0
        : new CutFrontier(Table(Table().All.Where(c => c.IsOnFastestKernels && (!c.IsStream || _streams.IsOfWholeRows(c)))))
            .Least()?.Sum(c => c.Instructions) ?? 0;

    /// <summary>
    /// One operator after the other: first all on the fastest kernels, then for lower and lower limits of RAM.
    /// What cannot keep to the limit comes as near as it can, so that all others leave it room.
    /// </summary>
    public ImmutableArray<ScheduleCandidate> Layers
    {
        get
        {
            ImmutableArray<CutCandidate[]> steps = [.. _layerCandidates.Value.GroupBy(c => c.First).Select(g => g.ToArray())];
            long[] peaks = [.. steps.SelectMany(s => s).Select(c => c.PeakBytes).Distinct().OrderDescending()];
            var every = 1 + (peaks.Length * steps.Length / MostLayers);
            CutCandidate[] taken = [.. steps.Select(s => s[0])];
            var costs = new HashSet<long> { taken.Sum(c => c.Instructions) };
            var schedules = new List<ScheduleCandidate> { Candidate([.. taken]) };
            foreach (var limit in peaks.Where((_, i) => i % every == 0 || i == peaks.Length - 1))
            {
                for (var i = 0; i < taken.Length; i++)
                    taken[i] = taken[i].PeakBytes > limit ? Within(steps[i], limit) : taken[i];
                if (costs.Add(taken.Sum(c => c.Instructions)))
                    schedules.Add(Candidate([.. taken]));
            }

            return [.. schedules];
        }
    }

    /// <summary>Plays the streams of two schedules as they would run, so that from now on the frontier counts with what they take and
    /// not with an estimate: of the least RAM at any price, and of the least at a price. Neither needs the frontier between them.</summary>
    /// <param name="mostInstructions">The price; asked when the first schedule has been played.</param>
    /// <param name="mostTiles">More are not played for the least RAM at any price.</param>
    /// <returns>False when all of them were known.</returns>
    public bool RefineEnds(Func<long> mostInstructions, long mostTiles)
    {
        if (_order.IsEmpty)
            return false;
        var cuts = Cuts();
        var any = cuts.Least() is { } least && Streams(least).Sum(s => (long)s.Tiles) <= mostTiles && Refine(least);
        return (cuts.LeastWithin(mostInstructions()) is { } cheap && Refine(cheap)) || any;
    }

    /// <summary>
    /// Schedules that compute some operators more than once: where the peak is, a stream keeps the narrow rows before a 1x1 expansion
    /// instead of the wide ones behind it, and computes those again for each window. The line that is longest for its work goes first,
    /// then the next, as long as that lowers the peak. Cheapest first.
    /// </summary>
    /// <param name="most">Bytes of RAM from which on down they are wanted.</param>
    public ImmutableArray<ScheduleCandidate> Recomputing(long most)
    {
        if (_order.IsEmpty || Cuts().Least() is not { } least)
            return [];
        var table = Table(Table().All);
        _tables.Add(table);
        // One alone may do, though it is not the one that saves most for its MACs.
        var peak = least.MaxBy(c => c.PeakBytes);
        foreach (var (position, _, _) in peak.IsStream ? _streams.Recomputable(peak).ToArray() : [])
            table.Add(_streams.Recompute(peak, position));
        for (var more = 0; more < MostRecomputed && Again(table, least) is { } next; more++)
            least = next;
        // Estimates of lines are on the safe side: too far for what is compared with streams that are known exactly.
        foreach (var cut in new CutFrontier(table).All(most).SelectMany(cuts => cuts).Where(c => c.Recomputed > 0).Distinct().ToArray())
            Refine(cut);
        return [.. new CutFrontier(table).All(most).Select(Candidate).Where(c => c.RecomputedMacs > 0)];
    }

    /// <summary>The least RAM when one more expansion is computed again where the peak is; null when none helps there.</summary>
    private ImmutableArray<CutCandidate>? Again(CutTable table, ImmutableArray<CutCandidate> least)
    {
        var peak = least.MaxBy(c => c.PeakBytes);
        if (!peak.IsStream || _streams.Recomputable(peak).ToImmutableArray() is not { IsEmpty: false } pairs)
            return null;
        table.Add(_streams.Recompute(peak, pairs.MaxBy(p => p.LineBytes / (double)Macs(p.Stage)).Position));
        var next = new CutFrontier(table).Least();
        for (var round = 0; round < MostRefinedAgain && next is { } cuts && Refine(cuts); round++)
            next = new CutFrontier(table).Least();
        return next;
    }

    /// <summary>What computing again costs, over computing once.</summary>
    private long Macs(StreamStage stage) => stage.Expansion is not { } expansion ? 0
        : MacCount.Of(_graph, expansion.Operator) / expansion.Pixels * (stage.PixelsExpanded - expansion.Pixels);

    private CutFrontier Cuts() => new(Table());

    private CutTable Table()
    {
        if (_tables.Count == 0)
            _tables.Add(Table(_layerCandidates.Value.Concat(_streams.All())));
        return _tables[0];
    }

    private CutTable Table(IEnumerable<CutCandidate> cuts)
    {
        var table = new CutTable(_order.Length);
        table.Add(cuts);
        return table;
    }

    private bool Refine(ImmutableArray<CutCandidate> cuts) =>
        cuts.Count(c => c.IsStream) <= MostRefined && cuts.Where(c => c.IsStream).Aggregate(false, (any, cut) => Refine(cut) | any);

    /// <summary>Counts with the lines and overlaps that a stream has from now on.</summary>
    /// <returns>False when that was known.</returns>
    private bool Refine(CutCandidate cut)
    {
        if (!_streams.IsNew(cut))
            return false;
        var bytes = _streams.BytesOf(cut);
        foreach (var table in _tables)
            table.Update(cut.First, cut.End, c => c.IsSameStream(cut) ? c with { PeakBytes = bytes + _streams.WorkBytesOf(c) } : c);
        return true;
    }

    private IEnumerable<StreamStage> Streams(ImmutableArray<CutCandidate> cuts) =>
        cuts.Where(c => c.IsStream).SelectMany(c => _streams.StagesOf(c));

    /// <summary>The first that keeps to the limit, or the least.</summary>
    private static CutCandidate Within(CutCandidate[] ways, long limit) =>
        ways.Any(c => c.PeakBytes <= limit) ? ways.First(c => c.PeakBytes <= limit) : ways.MinBy(c => c.PeakBytes);

    private ScheduleCandidate Candidate(ImmutableArray<CutCandidate> cuts)
    {
        var (streams, streamed, narrowest, tiles, macs) = (0, 0, int.MaxValue, 0L, 0L);
        foreach (var cut in cuts)
        {
            if (!cut.IsStream)
                continue;
            streams++;
            streamed += cut.End - cut.First;
            foreach (var stage in _streams.StagesOf(cut))
            {
                tiles += stage.Tiles;
                macs += Macs(stage);
                if (stage.TileWidth < stage.Columns.OutputLength)
                    narrowest = Math.Min(narrowest, stage.TileWidth);
            }
        }

        return new ScheduleCandidate(
            new Lazy<Schedule>(() => ToSchedule(cuts)),
            cuts,
            cuts.Select(c => c.PeakBytes).DefaultIfEmpty(0).Max(),
            cuts.Sum(c => c.Instructions),
            streams,
            streamed,
            narrowest == int.MaxValue ? 0 : narrowest)
        {
            Tiles = tiles,
            RecomputedMacs = macs,
        };
    }

    private Schedule ToSchedule(ImmutableArray<CutCandidate> cuts) => new(
        _graph,
        [.. cuts.Select(c => c.IsStream ? (Step)_streams.StepOf(c) : _layers[c.First] with { MostWorkBytes = c.MostWorkBytes })]);

    private IEnumerable<CutCandidate> Layer(int index, TensorViews views, LayerBytes bytes)
    {
        if (views.IsFree(_order[index]))
            return [new(index, index + 1, Tiling.None, bytes.During(index, StepCost.None), 0, int.MaxValue)];
        return _costs.Layer(_order[index]).Select((cost, i) => new CutCandidate(
            index, index + 1, Tiling.None, bytes.During(index, cost), cost.Instructions, i == 0 ? int.MaxValue : cost.WorkBytes));
    }
}
