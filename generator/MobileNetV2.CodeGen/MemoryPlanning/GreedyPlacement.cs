using System.Runtime.InteropServices;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Places buffers one after the other, each at the lowest offset that all buffers placed before it allow.</summary>
internal sealed class GreedyPlacement
{
    private readonly PlacementProblem _problem;
    private readonly long _allNeighbours;
    private long[] _low = new long[64];
    private long[] _high = new long[64];

    public GreedyPlacement(PlacementProblem problem)
    {
        _problem = problem;
        for (var b = 0; b < problem.Count; b++)
            _allNeighbours += problem.NeighboursOf(b).Length + 1;
    }

    /// <summary>Neighbours looked at so far: what searches are budgeted by.</summary>
    public long Work { get; private set; }

    /// <summary>Offsets by buffer id, buffers placed in <paramref name="order"/>.</summary>
    public Placement Place(IReadOnlyList<int> order)
    {
        var offsets = new long[_problem.Count];
        Array.Fill(offsets, -1);
        return Place(order, 0, offsets);
    }

    /// <summary>The same when the first <paramref name="alike"/> of the order were the first of another that was placed before.</summary>
    public Placement Place(IReadOnlyList<int> order, int alike, Placement before)
    {
        var offsets = new long[_problem.Count];
        Array.Fill(offsets, -1);
        for (var i = 0; i < alike; i++)
            offsets[order[i]] = before.OffsetsBytes[order[i]];
        return Place(order, alike, offsets);
    }

    private Placement Place(IReadOnlyList<int> order, int from, long[] offsets)
    {
        Work += _allNeighbours;
        for (var i = from; i < order.Count; i++)
            offsets[order[i]] = LowestOffset(order[i], offsets);
        return new Placement(ImmutableCollectionsMarshal.AsImmutableArray(offsets), _problem);
    }

    private long LowestOffset(int buffer, long[] offsets)
    {
        var neighbours = _problem.NeighboursOf(buffer).AsSpan();
        if (_low.Length < neighbours.Length)
            (_low, _high) = (new long[2 * neighbours.Length], new long[2 * neighbours.Length]);
        var count = 0;
        foreach (ref readonly var neighbour in neighbours)
        {
            // The buffer may begin at Low or below, or at High or above.
            var at = offsets[neighbour.Buffer];
            if (at < 0)
                continue;
            (_low[count], _high[count]) = (at - neighbour.GapBelow, at + neighbour.GapAbove);
            count++;
        }

        var low = _low.AsSpan(0, count);
        low.Sort(_high.AsSpan(0, count));
        long alignment = _problem.Buffers[buffer].AlignmentBytes;
        long offset = 0;
        for (var i = 0; i < count && offset > low[i]; i++)
        {
            if (offset < _high[i])
                offset = (_high[i] + alignment - 1) / alignment * alignment;
        }

        return offset;
    }
}
