using System.Collections.Immutable;
using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>What placing must respect: which buffers live at the same time, and how far apart each pair must begin.</summary>
internal sealed class PlacementProblem
{
    /// <summary>A permit with a distance this low holds wherever both buffers lie.</summary>
    private const int AnyDistance = int.MinValue / 2;

    private readonly Lazy<ImmutableArray<Neighbour>[]> _neighbours;
    private readonly Lazy<LiveSetBounds> _bounds;
    private readonly ILookup<int, OverlapPermit> _permitsAt;

    public PlacementProblem(ImmutableArray<ArenaBuffer> buffers, ImmutableArray<OverlapPermit> overlaps)
    {
        Buffers = buffers;
        Permits = [.. overlaps.Where(p => Holds(p, buffers))];
        _permitsAt = Permits.ToLookup(p => p.Step);
        Live = new LiveSets(buffers);
        var alignment = buffers.Select(b => b.AlignmentBytes).DefaultIfEmpty(1).Max();
        MostPadding = buffers.Select(b => (long)(alignment - 1 - ((b.SizeBytes + alignment - 1) % alignment))).DefaultIfEmpty(0).Max();
        _neighbours = new(FindNeighbours);
        _bounds = new(() => new LiveSetBounds(this));
    }

    /// <summary>Indices into this array are buffer ids.</summary>
    public ImmutableArray<ArenaBuffer> Buffers { get; }

    /// <summary>The permits whose condition holds: the input dies in the step in which the output is born.</summary>
    public ImmutableArray<OverlapPermit> Permits { get; }

    public LiveSets Live { get; }

    /// <summary>How much the buffers of single steps need at the least.</summary>
    public LiveSetBounds Bounds => _bounds.Value;

    /// <summary>Bytes that any buffer leaves free before the next one, whatever that is aligned to.</summary>
    public long MostPadding { get; }

    public int Count => Buffers.Length;

    /// <summary>The buffers that are live at the same time as <paramref name="buffer"/>, ordered by id.</summary>
    public ImmutableArray<Neighbour> NeighboursOf(int buffer) => _neighbours.Value[buffer];

    public IEnumerable<OverlapPermit> PermitsAt(int step) => _permitsAt[step];

    /// <summary>The same problem for some buffers only, ordered by id;
    /// index i of the new problem is <paramref name="members"/>[i].</summary>
    public PlacementProblem Among(ImmutableArray<int> members)
    {
        var indexOf = members.Select((member, index) => (member, index)).ToDictionary(p => p.member, p => p.index);
        return new PlacementProblem(
            [.. members.Select((member, index) => Buffers[member] with { Id = new BufferId(index) })],
            [.. Permits
                .Where(p => indexOf.ContainsKey(p.Output.Value) && indexOf.ContainsKey(p.Input.Value))
                .Select(p => p with { Output = new BufferId(indexOf[p.Output.Value]), Input = new BufferId(indexOf[p.Input.Value]) })]);
    }

    private static bool Holds(OverlapPermit permit, ImmutableArray<ArenaBuffer> buffers) =>
        buffers[permit.Input.Value].LastStep == permit.Step && buffers[permit.Output.Value].FirstStep == permit.Step
        && permit.Input != permit.Output;

    private ImmutableArray<Neighbour>[] FindNeighbours()
    {
        var distances = new Dictionary<(int Output, int Input), int>();
        var isPermitted = new bool[Count];
        foreach (var permit in Permits)
        {
            var pair = (permit.Output.Value, permit.Input.Value);
            distances[pair] = Math.Min(permit.DistanceBytes, distances.GetValueOrDefault(pair, int.MaxValue));
            isPermitted[pair.Item1] = isPermitted[pair.Item2] = true;
        }

        List<Neighbour>[] found = [.. Buffers.Select(_ => new List<Neighbour>())];
        Live.Visit(_ => true, (_, born, live) =>
        {
            foreach (var b in born)
            {
                foreach (var p in live)
                {
                    // Of two that are born together, the higher finds the lower.
                    if (p != b && (Buffers[p].FirstStep < Buffers[b].FirstStep || p < b))
                        Add(b, p);
                }
            }
        });
        return [.. found.Select(list => list.OrderBy(n => n.Buffer).ToImmutableArray())];

        void Add(int a, int b)
        {
            var (aBelow, bBelow) = (int.MaxValue, int.MaxValue);
            if (isPermitted[a] && isPermitted[b])
                (aBelow, bBelow) = (distances.GetValueOrDefault((a, b), int.MaxValue), distances.GetValueOrDefault((b, a), int.MaxValue));
            if (aBelow <= AnyDistance || bBelow <= AnyDistance)
                return;
            (aBelow, bBelow) = (Math.Min(Buffers[a].SizeBytes, aBelow), Math.Min(Buffers[b].SizeBytes, bBelow));
            found[a].Add(new Neighbour(b, aBelow, bBelow));
            found[b].Add(new Neighbour(a, bBelow, aBelow));
        }
    }

    /// <summary>A buffer may lie below its neighbour when offset + GapBelow &lt;= the neighbour's,
    /// above it when offset &gt;= the neighbour's + GapAbove.</summary>
    internal readonly record struct Neighbour(int Buffer, int GapBelow, int GapAbove);
}
