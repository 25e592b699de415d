using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>The schedules that a compile may choose from.</summary>
internal sealed class ScheduleCandidates
{
    /// <summary>The model that ranks schedules is close to real plans but not exact: so many of its best are planned for real.</summary>
    private const int PlannedForLeastRam = 4;

    /// <summary>So many more, where they are so close that the cheapest of them may turn out to be as small.</summary>
    private const int PlannedForLeastCost = 4;

    /// <summary>And so many that are worth their cost most.</summary>
    private const int PlannedForPrice = 2;

    private const double NearlyTheSameRam = 1.01;

    /// <summary>Each round looks closer at what the last one found best.</summary>
    private const int MostRefinements = 8;

    /// <summary>The least RAM at any price is rarely what is taken.</summary>
    private const long MostTilesRefined = 200_000;

    /// <summary>A schedule that the model puts so far above the limit is not worth planning.</summary>
    private const double ModelTolerance = 1.1;

    /// <summary>What tiles narrower than a row may cost, against layers, when nothing asks for less RAM.</summary>
    private const double CheapCost = 1.03;

    /// <summary>Whole rows are the fastest, even more so by twos where a kernel takes two; narrow tiles need the least memory.</summary>
    private static readonly ImmutableArray<Tiling> Tilings =
    [
        Tiling.Rows, Tiling.Rows with { InRowPairs = true }, new(28), new(28, InRowPairs: true), new(16), new(16, InRowPairs: true),
        new(8), new(4), new(2), new(1),
    ];

    /// <summary>What less RAM may cost where nobody asked for less.</summary>
    private const double NearlyFreeCost = 1.01;

    /// <summary>
    /// How much of a board's memory <see cref="ScheduleMode.Auto"/> fills without a second thought,
    /// the rest being for the rest of the firmware.</summary>
    private const double DefaultShare = 0.75;

    /// <summary>Beyond that share, what less RAM may cost in all.</summary>
    private const double KneeCost = 1.05;

    /// <summary>And a per cent of the cost must save this many per cent of the RAM.</summary>
    private const double KneeExchange = 10;

    private readonly CompileRequest _request;
    private readonly StreamCosts _costs;
    private readonly TensorId? _pushedInput;
    private readonly Schedule _layers;
    private readonly Lazy<CutSelector> _cuts;
    private readonly Lazy<long> _cheapInstructions;
    private readonly Lazy<ImmutableArray<ScheduleCandidate>> _frontier;
    private readonly Lazy<ImmutableArray<ScheduleCandidate>> _recomputing;
    private readonly Lazy<ImmutableArray<ScheduleCandidate>> _shown;

    public ScheduleCandidates(Graph graph, CompileRequest request)
    {
        _request = request;
        _pushedInput = request.Input == InputMode.Rows ? graph.Inputs[0] : null;
        Kernels = new KernelChoices(graph, request.Target, request.Kernels, request.KernelsFirst, request.Without);
        _costs = new StreamCosts(Kernels);
        var layers = LayerScheduler.Schedule(graph, _costs, request.Schedule != ScheduleMode.Layers, _pushedInput);
        _layers = _pushedInput is { } input ? RowOperators.First(layers, input) : layers;
        _cuts = new(() => new CutSelector(_layers, _costs, _pushedInput, Tilings));
        _cheapInstructions = new(CheapInstructions);
        _frontier = new(RefinedFrontier);
        _recomputing = new(Recomputed);
        _shown = new(() => ShownCandidates.Of(this));
    }

    /// <summary>Channels that the network had and need not be computed.</summary>
    public ImmutableArray<DroppedChannels> Dropped { get; init; } = [];

    /// <summary>The kernels that the candidates of the frontier run on.</summary>
    public KernelChoices Kernels { get; }

    /// <summary>Operators that would stream, were there not so many tiles that planning them would take too long.</summary>
    public ImmutableArray<Operator> TooManyTiles => _cuts.Value.TooManyTiles;

    /// <summary>The frontier of RAM against cost, cheapest first;
    /// empty when no schedule can take its input the way the request wants.</summary>
    public ImmutableArray<ScheduleCandidate> Frontier => _frontier.Value;

    /// <summary>Less RAM than all that is cheap, for operators that are computed more than once: only taken where nothing cheap fits.
    /// Cheapest first; empty when that saves nothing.</summary>
    public ImmutableArray<ScheduleCandidate> Recomputing => _recomputing.Value;

    /// <summary>Those that people see beside the chosen plan.</summary>
    public ImmutableArray<ScheduleCandidate> Shown => _shown.Value;

    /// <summary>Whether <see cref="ScheduleMode.Stream"/> would take it: whole rows whatever they cost,
    /// narrower tiles as long as they cost little.</summary>
    public bool IsCheap(ScheduleCandidate candidate) => IsCheap(candidate.Instructions);

    /// <inheritdoc cref="IsCheap(ScheduleCandidate)"/>
    public bool IsCheap(long instructions) => instructions <= _cheapInstructions.Value;

    /// <summary>One operator after the other, on the fastest kernels; null when the caller pushes rows.</summary>
    public ScheduleCandidate? Layers => _pushedInput is null ? _cuts.Value.Layers[0] : null;

    /// <summary>What lowering has against the network, whichever schedule is taken; empty when every operator has a kernel.</summary>
    /// <remarks>A network layer by layer is lowered as a whole and says so itself; streams are chosen among what has kernels.</remarks>
    public ImmutableArray<Diagnostic> Refusals
    {
        get
        {
            if (!IsChoice)
                return [];
            var views = new TensorViews(_layers);
            ImmutableArray<Diagnostic> layers =
                [.. _layers.Steps.Where(s => !views.IsFree(s)).SelectMany(s => _costs.LayerRefusals(s.Operators[0]))];
            return layers.IsEmpty && _pushedInput is { } input
                ? [.. RowOperators.Of(_layers.Graph, input).SelectMany(o => _costs.StreamRefusals(StreamStages.Of(_layers.Graph, o)!))]
                : layers;
        }
    }

    /// <summary>Whether the request leaves the choice between layers and streams.</summary>
    public bool IsChoice => _request is { FixedSchedule: null, Schedule: not ScheduleMode.Layers };

    /// <summary>Whether one may ask what streams alone would give.</summary>
    public bool IsOtherThanStream => _request is { FixedSchedule: null, Schedule: not ScheduleMode.Stream };

    private bool LayersComeFirst(ScheduleMode mode) => mode != ScheduleMode.Stream && _pushedInput is null;

    /// <summary>What to try, round after round until something fits.</summary>
    /// <param name="ramBytes">What an arena may have; null when nothing limits it.</param>
    /// <param name="mode">The request's, or another's of whose choice it shall know.</param>
    public IEnumerable<ScheduleRound> Rounds(long? ramBytes, ScheduleMode mode)
    {
        if (_request.FixedSchedule is { } schedule)
        {
            yield return new ScheduleRound([schedule(_layers.Graph)], false);
            yield break;
        }

        if (mode == ScheduleMode.Auto && _request.RamBudgetBytes is null)
        {
            if (ramBytes is { } ram)
            {
                var share = (long)(ram * DefaultShare);
                yield return new ScheduleRound(NearlyFree(), true, share);
                yield return new ScheduleRound(Knee(ram, share).Select(c => c.Schedule), false);
            }

            yield return new ScheduleRound(NearlyFree(), true);
        }

        if (mode == ScheduleMode.Layers && _request.RamBudgetBytes is null)
            yield return new ScheduleRound(CheapLayers, true);
        if (mode == ScheduleMode.Stream)
        {
            ScheduleCandidate[] cheap = [.. Frontier.Where(IsCheap)];
            var close = cheap.SkipLast(PlannedForLeastRam)
                .Where(c => c.ModelledPeakBytes <= cheap[^1].ModelledPeakBytes * NearlyTheSameRam).TakeLast(PlannedForLeastCost);
            var streams = cheap.OrderBy(Price).Take(PlannedForPrice).Concat(close).Concat(cheap.TakeLast(PlannedForLeastRam)).Distinct()
                .OrderBy(Price).Select(c => c.Schedule);
            yield return new ScheduleRound(_pushedInput is null ? [.. CheapLayers, .. streams] : [.. streams], true);
        }

        if (mode == ScheduleMode.Layers)
        {
            yield return new ScheduleRound(CheapestFirst(_cuts.Value.Layers, ramBytes), false);
        }
        else if (ramBytes is { } most)
        {
            // Layers on kernels that work in less may be as good as a stream that the model puts before them.
            var cheap = Frontier.Concat(LayersComeFirst(mode) ? _cuts.Value.Layers : []).Where(IsCheap)
                .OrderBy(c => c.Instructions).ThenBy(c => c.ModelledPeakBytes);
            yield return new ScheduleRound(Within(cheap, most).Select(c => c.Schedule), false);
            yield return new ScheduleRound(CheapestFirst([.. Falling(Frontier.Concat(Recomputing))], most), false);
        }
        else
        {
            yield return new ScheduleRound(CheapestFirst(Frontier, null), false);
        }
    }

    /// <summary>
    /// What may turn out to take no more RAM and no more instructions than a chosen plan, once it is placed; nothing where there is
    /// no choice.</summary>
    public IEnumerable<ScheduleCandidate> Rivals(long instructions, long arenaBytes) =>
        IsChoice ? Within(Shown.Where(c => c.RecomputedMacs == 0 && c.Instructions <= instructions), arenaBytes) : [];

    /// <summary>One operator after the other: the fastest, and what takes less RAM at nearly no cost.</summary>
    private IEnumerable<Schedule> CheapLayers =>
        [_layers, .. _cuts.Value.Layers.Skip(1).Where(c => c.Instructions <= Layers!.Instructions * NearlyFreeCost)
            .TakeLast(PlannedForLeastRam).Select(c => c.Schedule)];

    /// <summary>Layers and streams that cost next to nothing against the cheapest of all.</summary>
    private IEnumerable<Schedule> NearlyFree()
    {
        if (Frontier.IsEmpty)
            return [];
        var most = (long)(Frontier[0].Instructions * NearlyFreeCost);
        ScheduleCandidate[] streams = [.. Frontier.Where(c => c.StreamSteps > 0 && c.Instructions <= most)];
        return
        [
            .. _pushedInput is null && Layers!.Instructions <= most ? CheapLayers : [],
            .. streams.OrderBy(Price).Take(PlannedForPrice).Concat(streams.TakeLast(PlannedForLeastRam)).Distinct().Select(c => c.Schedule),
        ];
    }

    /// <summary>The cheapest that keeps to its share; else the one where the RAM saved is worth the cost,
    /// compared with the cheapest that fits.</summary>
    private IEnumerable<ScheduleCandidate> Knee(long ramBytes, long shareBytes)
    {
        if (Frontier.FirstOrDefault(c => c.ModelledPeakBytes <= ramBytes) is not { } cheapest)
            return [];
        return cheapest.ModelledPeakBytes <= shareBytes
            ? [cheapest]
            : Frontier.Where(c => c.ModelledPeakBytes <= ramBytes && c.Instructions <= cheapest.Instructions * KneeCost)
                .OrderBy(c => RamForCost.Price(c.ModelledPeakBytes, c.Instructions, KneeExchange)).Take(1);
    }

    private static double Price(ScheduleCandidate candidate) => RamForCost.Price(candidate.ModelledPeakBytes, candidate.Instructions);

    /// <summary>The frontier, its two ends of least RAM (cheap,
    /// and at any price) as exact as can be known before they are placed.</summary>
    private ImmutableArray<ScheduleCandidate> RefinedFrontier()
    {
        var rounds = 0;
        while (rounds < MostRefinements && _cuts.Value.RefineEnds(() => _cheapInstructions.Value, MostTilesRefined))
            rounds++;
        return _cuts.Value.Frontier;
    }

    private ImmutableArray<ScheduleCandidate> Recomputed() =>
        Frontier.IsEmpty || Kernels.IsOff(CompileRequest.Recomputation)
            ? []
            : _cuts.Value.Recomputing((Frontier.LastOrDefault(IsCheap) ?? Frontier[^1]).ModelledPeakBytes - 1);

    private long CheapInstructions()
    {
        var layers = _layers.Steps.Sum(s => _costs.Layer(s.Operators[0])[0].Instructions);
        return Math.Max((long)(layers * CheapCost), _cuts.Value.InstructionsOfWholeRows);
    }

    private static IEnumerable<Schedule> CheapestFirst(ImmutableArray<ScheduleCandidate> candidates, long? ramBytes) => candidates
        .Where((c, i) => i == candidates.Length - 1 || ramBytes is not { } most || Within([c], most).Any())
        .Select(c => c.Schedule);

    private static IEnumerable<ScheduleCandidate> Within(IEnumerable<ScheduleCandidate> candidates, long ramBytes) =>
        candidates.Where(c => c.ModelledPeakBytes <= ramBytes * ModelTolerance);

    /// <summary>Cheapest first, each with less RAM than all before it.</summary>
    private static IEnumerable<ScheduleCandidate> Falling(IEnumerable<ScheduleCandidate> candidates)
    {
        var least = long.MaxValue;
        foreach (var candidate in candidates.OrderBy(c => c.Instructions).ThenBy(c => c.ModelledPeakBytes))
        {
            if (candidate.ModelledPeakBytes >= least)
                continue;
            least = candidate.ModelledPeakBytes;
            yield return candidate;
        }
    }
}
