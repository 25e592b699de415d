namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Places buffers one after the other, each at the lowest offset that all buffers placed before it allow.</summary>
internal sealed class GreedyPlacement(PlacementProblem problem)
{
    private readonly List<(long Low, long High)> _forbidden = [];

    /// <summary>Neighbours looked at so far: what searches are budgeted by.</summary>
    public long Work { get; private set; }

    /// <summary>Offsets by buffer id, buffers placed in <paramref name="order"/>.</summary>
    public Placement Place(IEnumerable<int> order)
    {
        var offsets = new long[problem.Count];
        Array.Fill(offsets, -1);
        foreach (var buffer in order)
            offsets[buffer] = LowestOffset(buffer, offsets);
        return new Placement([.. offsets], problem);
    }

    private long LowestOffset(int buffer, long[] offsets)
    {
        _forbidden.Clear();
        foreach (var neighbour in problem.NeighboursOf(buffer))
        {
            // The buffer may begin at Low or below, or at High or above.
            if (offsets[neighbour.Buffer] >= 0)
                _forbidden.Add((offsets[neighbour.Buffer] - neighbour.GapBelow, offsets[neighbour.Buffer] + neighbour.GapAbove));
        }

        Work += problem.NeighboursOf(buffer).Length + 1;
        _forbidden.Sort();
        long alignment = problem.Buffers[buffer].AlignmentBytes;
        long offset = 0;
        foreach (var (low, high) in _forbidden)
        {
            if (offset <= low)
                break;
            if (offset < high)
                offset = (high + alignment - 1) / alignment * alignment;
        }

        return offset;
    }
}
