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
    /// <summary>Tiles played to know all candidates: bounds the time, whatever the network looks like. MobileNetV2 1.0 @224 takes a hundredth.</summary>
    private const long MostTilesPlayed = 100_000_000;

    private readonly Graph _graph;
    private readonly ImmutableArray<Operator> _order;
    private readonly TensorLifetimes _lifetimes;
    private readonly IStepCosts _costs;
    private readonly TensorId? _pushed;
    private readonly ImmutableArray<int> _tileWidths;
    private readonly ImmutableArray<(int First, int Last, long Bytes)> _stored;
    private readonly StreamStage?[] _stages;
    private readonly Lazy<ImmutableArray<CutCandidate>> _layerCandidates;
    private readonly Lazy<ImmutableArray<CutCandidate>>[] _streamCandidates;

    /// <param name="layers">The network layer by layer, in an order that is good for memory.</param>
    /// <param name="pushedInput">The input that the caller pushes row by row, or null for a whole frame.</param>
    /// <param name="tileWidths">Least pixels of the tiles to choose from, each stream one, widest first. The narrowest are left out when playing them takes too long.</param>
    public CutSelector(Schedule layers, IStepCosts costs, TensorId? pushedInput, ImmutableArray<int> tileWidths)
    {
        _graph = layers.Graph;
        _order = [.. layers.Steps.Select(s => ((LayerStep)s).Operator)];
        _lifetimes = new TensorLifetimes(_graph, _order);
        _costs = costs;
        _pushed = pushedInput;
        _stored = [.. _lifetimes.Stored.Where(id => id != pushedInput).Select(id => (_lifetimes.First(id), _lifetimes.Last(id), Aligned(_graph[id].SizeBytes)))];
        _stages = [.. _order.Select(o => StreamStages.Of(_graph, o) is { } stage && costs.CanStream(stage) ? stage : null)];
        _tileWidths = Affordable(tileWidths);
        _layerCandidates = new(() => [.. Enumerable.Range(0, _order.Length).Where(i => !ReadsPushed(i)).Select(Layer)]);
        _streamCandidates = [.. _tileWidths.Select((_, tile) => new Lazy<ImmutableArray<CutCandidate>>(() => [.. StreamCandidates(tile)]))];
    }

    /// <summary>From the cheapest schedule to the one with the least RAM; each is the cheapest for its modelled peak.</summary>
    /// <param name="narrowest">Tiles below it are left out. What is worked out for one call serves the next.</param>
    public ImmutableArray<ScheduleCandidate> Frontier(int narrowest)
    {
        if (_order.IsEmpty)
            return [new ScheduleCandidate(new Lazy<Schedule>(new Schedule(_graph, [])), 0, 0, 0, 0, 0)];
        var candidates = _tileWidths.Zip(_streamCandidates).Where(t => t.First >= narrowest)
            .Select(t => t.Second.Value)
            .Prepend(_layerCandidates.Value)
            .SelectMany(c => c)
            .ToLookup(c => c.First);
        var frontier = ImmutableArray.CreateBuilder<ScheduleCandidate>();
        for (var limit = long.MaxValue; Cheapest(candidates, limit) is { } cuts; limit = frontier[^1].ModelledPeakBytes - 1)
            frontier.Add(Candidate(cuts));
        return frontier.ToImmutable();
    }

    private ImmutableArray<int> Affordable(ImmutableArray<int> tileWidths)
    {
        long played = 0;
        return [.. tileWidths.TakeWhile((w, i) => (played += TilesPlayed(w)) <= MostTilesPlayed || i == 0)];
    }

    /// <summary>The tiles of all chains, each as long as possible; there is one that begins at every stage.</summary>
    private long TilesPlayed(int tilePixels)
    {
        long tiles = 0;
        var chains = 0;
        foreach (var stage in _stages)
        {
            chains = stage is null ? 0 : Math.Min(chains + 1, StreamChain.MostStages);
            tiles += stage is null ? 0 : (long)chains * stage.InTilesOf(tilePixels).Tiles;
        }

        return tiles;
    }

    private static List<CutCandidate>? Cheapest(ILookup<int, CutCandidate> candidates, long limit)
    {
        var end = candidates.SelectMany(g => g).Max(c => c.End);
        var best = new (long Cost, CutCandidate Next)?[end + 1];
        best[end] = (0, default);
        for (var first = end - 1; first >= 0; first--)
        {
            foreach (var c in candidates[first].Where(c => c.PeakBytes <= limit))
            {
                if (best[c.End] is { } rest && (best[first] is not { } known || rest.Cost + c.Instructions < known.Cost))
                    best[first] = (rest.Cost + c.Instructions, c);
            }
        }

        if (best[0] is null)
            return null;
        var cuts = new List<CutCandidate>();
        for (var at = 0; at < end; at = cuts[^1].End)
            cuts.Add(best[at]!.Value.Next);
        return cuts;
    }

    private ScheduleCandidate Candidate(List<CutCandidate> cuts)
    {
        CutCandidate[] streams = [.. cuts.Where(c => c.IsStream)];
        var narrow = streams.SelectMany(c => _stages[c.First..c.End].Select(s => s!.InTilesOf(c.TilePixels))).Where(s => s.TileWidth < s.Columns.OutputLength);
        return new ScheduleCandidate(
            new Lazy<Schedule>(() => ToSchedule(cuts)),
            cuts.Max(c => c.PeakBytes),
            cuts.Sum(c => c.Instructions),
            streams.Length,
            streams.Sum(c => c.End - c.First),
            narrow.Select(s => s.TileWidth).DefaultIfEmpty(0).Min());
    }

    private Schedule ToSchedule(List<CutCandidate> cuts) => new(
        _graph,
        [.. cuts.Select(c => c.IsStream ? (Step)StreamStepOf(c) : new LayerStep(_order[c.First]))]);

    private StreamStep StreamStepOf(CutCandidate cut)
    {
        var chain = StreamChain.Of(
            [.. _stages[cut.First..cut.End].Select(s => s!.InTilesOf(cut.TilePixels))], id => _lifetimes.Last(id) >= cut.End, cut.First == 0 ? _pushed : null);
        return new StreamStep(chain, StreamSimulator.Simulate(_graph, chain));
    }

    private bool ReadsPushed(int index) => _pushed is { } p && _order[index].Inputs.Contains(p);

    /// <summary>All chains in tiles of one width, but for those whose tiles are the same in the next wider one.</summary>
    private IEnumerable<CutCandidate> StreamCandidates(int tile)
    {
        for (var first = 0; first < _order.Length; first++)
        {
            if (_stages[first] is null || (ReadsPushed(first) && first > 0))
                continue;
            var end = first;
            while (end < _order.Length && end - first < StreamChain.MostStages && _stages[end] is not null)
                end++;
            var alike = tile == 0 ? 0 : AlikeFrom(first, end, _tileWidths[tile - 1], _tileWidths[tile]);
            foreach (var candidate in alike < end - first ? Streams(first, end, _tileWidths[tile]).Skip(alike) : [])
                yield return candidate;
        }
    }

    /// <summary>How many stages from <paramref name="first"/> on have the same tiles either way: chains of only those need not be looked at twice.</summary>
    private int AlikeFrom(int first, int end, int tilePixels, int otherPixels) =>
        _stages[first..end].TakeWhile(s => s!.InTilesOf(tilePixels).TileWidth == s.InTilesOf(otherPixels).TileWidth).Count();

    private CutCandidate Layer(int index)
    {
        var op = _order[index];
        var live = Resident(index, index + 1) + Aligned(_costs.LayerScratchBytes(op));
        var output = Aligned(_graph[op.Output].SizeBytes);
        if (op is BinaryOperator or Relu && op.Inputs.Any(i => !_graph[i].IsConstant && _lifetimes.Last(i) == index && Aligned(_graph[i].SizeBytes) >= output))
            live -= output;
        return new(index, index + 1, 0, live, _costs.LayerInstructions(op));
    }

    /// <summary>One simulation of the longest chain from <paramref name="first"/> serves all shorter ones: what runs downstream never delays what is upstream.</summary>
    private IEnumerable<CutCandidate> Streams(int first, int end, int tilePixels)
    {
        var stages = _stages[first..end].Select(s => s!.InTilesOf(tilePixels)).ToImmutableArray();
        var pushed = first == 0 ? _pushed : null;
        var longest = StreamChain.Of(stages, id => _lifetimes.Last(id) >= end, pushed);
        var profile = ChainProfile.Of(_graph, longest);
        long instructions = 0;
        var scratch = 0;
        for (var last = first; last < end; last++)
        {
            var stage = stages[last - first];
            instructions += _costs.StreamInstructions(stage);
            scratch = Math.Max(scratch, _costs.StreamScratchBytes(stage));
            var cut = last + 1;
            if (pushed is { } input && _lifetimes.Last(input) >= cut)
                continue;
            long lines = 0;
            for (var i = first; i <= last; i++)
            {
                if (_lifetimes.Last(_order[i].Output) < cut)
                    lines += Aligned(profile.LineBytes(_order[i].Output));
            }

            if (pushed is { } p && profile.BuffersPushedSource)
                lines += Aligned(profile.LineBytes(p));
            var saving = BestOverlap(profile, first, cut);
            yield return new(first, cut, tilePixels, Resident(first, cut) + lines + Aligned(scratch) - saving, instructions);
        }
    }

    /// <summary>Bytes saved by laying one result of the chain over one source that dies in it.</summary>
    private long BestOverlap(ChainProfile profile, int first, int end)
    {
        long best = 0;
        foreach (var source in profile.Sources.Where(s => s != _pushed && _lifetimes.Last(s) < end))
        {
            for (var i = first; i < end; i++)
            {
                var result = _order[i].Output;
                if (_lifetimes.Last(result) < end)
                    continue;
                long lower = Aligned(_graph[result].SizeBytes);
                long upper = Aligned(_graph[source].SizeBytes);
                var together = Math.Max(lower, Aligned(Math.Max(0, profile.Distance(result, source))) + upper);
                best = Math.Max(best, lower + upper - together);
            }
        }

        return best;
    }

    /// <summary>Bytes of whole tensors that exist while operators [first, end) run as one step.</summary>
    private long Resident(int first, int end)
    {
        long bytes = 0;
        foreach (var tensor in _stored)
        {
            var isInside = tensor.First >= first && tensor.First < end && tensor.Last < end && end - first > 1;
            if (!isInside && tensor.First < end && tensor.Last >= first)
                bytes += tensor.Bytes;
        }

        return bytes;
    }

    private long Aligned(long bytes) => (bytes + _costs.AlignmentBytes - 1) / _costs.AlignmentBytes * _costs.AlignmentBytes;
}
