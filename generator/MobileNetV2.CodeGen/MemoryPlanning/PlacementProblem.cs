using System.Collections.Immutable;
using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>What placing must respect: which buffers live at the same time, and how far apart each pair must begin.</summary>
internal sealed class PlacementProblem
{
    /// <summary>A permit with a distance this low holds wherever both buffers lie.</summary>
    private const int AnyDistance = int.MinValue / 2;

    private readonly ImmutableArray<Neighbour>[] _neighbours;
    private readonly SortedDictionary<int, List<ArenaBuffer>> _liveAt = [];
    private readonly ILookup<int, OverlapPermit> _permitsAt;

    public PlacementProblem(ImmutableArray<ArenaBuffer> buffers, ImmutableArray<OverlapPermit> overlaps)
    {
        Buffers = buffers;
        Permits = [.. overlaps.Where(p => Holds(p, buffers))];
        var distances = new Dictionary<(int Output, int Input), int>();
        foreach (var permit in Permits)
        {
            var pair = (permit.Output.Value, permit.Input.Value);
            distances[pair] = Math.Min(permit.DistanceBytes, distances.GetValueOrDefault(pair, int.MaxValue));
        }

        _permitsAt = Permits.ToLookup(p => p.Step);
        foreach (var step in buffers.Select(b => b.FirstStep))
            _liveAt[step] = [];
        foreach (var buffer in buffers)
        {
            foreach (var step in Enumerable.Range(buffer.FirstStep, buffer.LastStep - buffer.FirstStep + 1))
            {
                if (_liveAt.TryGetValue(step, out var live))
                    live.Add(buffer);
            }
        }

        _neighbours = [.. buffers.Select((_, b) => NeighboursAmong(buffers, b, distances))];
    }

    /// <summary>Indices into this array are buffer ids.</summary>
    public ImmutableArray<ArenaBuffer> Buffers { get; }

    /// <summary>The permits whose condition holds: the input dies in the step in which the output is born.</summary>
    public ImmutableArray<OverlapPermit> Permits { get; }

    /// <summary>The steps in which a buffer is born, ascending: what is live at once is largest in one of them.</summary>
    public IEnumerable<int> Steps => _liveAt.Keys;

    public int Count => Buffers.Length;

    /// <summary>The buffers that are live at the same time as <paramref name="buffer"/>, ordered by id.</summary>
    public ImmutableArray<Neighbour> NeighboursOf(int buffer) => _neighbours[buffer];

    /// <summary>The buffers that are live in one of <see cref="Steps"/>, ordered by id.</summary>
    public IReadOnlyList<ArenaBuffer> LiveAt(int step) => _liveAt[step];

    public IEnumerable<OverlapPermit> PermitsAt(int step) => _permitsAt[step];

    /// <summary>The same problem for some buffers only, ordered by id; index i of the new problem is <paramref name="members"/>[i].</summary>
    public PlacementProblem Among(ImmutableArray<int> members)
    {
        var indexOf = members.Select((member, index) => (member, index)).ToDictionary(p => p.member, p => p.index);
        return new PlacementProblem(
            [.. members.Select((member, index) => Buffers[member] with { Id = new BufferId(index) })],
            [.. Permits
                .Where(p => indexOf.ContainsKey(p.Output.Value) && indexOf.ContainsKey(p.Input.Value))
                .Select(p => p with { Output = new BufferId(indexOf[p.Output.Value]), Input = new BufferId(indexOf[p.Input.Value]) })]);
    }

    private static bool LiveTogether(ArenaBuffer a, ArenaBuffer b) => a.FirstStep <= b.LastStep && b.FirstStep <= a.LastStep;

    private static bool Holds(OverlapPermit permit, ImmutableArray<ArenaBuffer> buffers) =>
        buffers[permit.Input.Value].LastStep == permit.Step && buffers[permit.Output.Value].FirstStep == permit.Step
        && permit.Input != permit.Output;

    private static ImmutableArray<Neighbour> NeighboursAmong(
        ImmutableArray<ArenaBuffer> buffers,
        int b,
        Dictionary<(int Output, int Input), int> distances)
    {
        var neighbours = ImmutableArray.CreateBuilder<Neighbour>();
        for (var p = 0; p < buffers.Length; p++)
        {
            if (p == b || !LiveTogether(buffers[b], buffers[p]))
                continue;
            if (distances.GetValueOrDefault((b, p), int.MaxValue) <= AnyDistance || distances.GetValueOrDefault((p, b), int.MaxValue) <= AnyDistance)
                continue;
            var below = Math.Min(buffers[b].SizeBytes, distances.GetValueOrDefault((b, p), int.MaxValue));
            var above = Math.Min(buffers[p].SizeBytes, distances.GetValueOrDefault((p, b), int.MaxValue));
            neighbours.Add(new Neighbour(p, below, above));
        }

        return neighbours.ToImmutable();
    }

    /// <summary>A buffer may lie below its neighbour when offset + GapBelow &lt;= the neighbour's, above it when offset &gt;= the neighbour's + GapAbove.</summary>
    internal readonly record struct Neighbour(int Buffer, int GapBelow, int GapAbove);
}
