namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Which byte of what was written last to each byte of memory, as runs: memory is proportionate to how scattered that is,
/// not to the bytes.</summary>
internal sealed class ByteOwners
{
    // By address, disjoint. Byte a of a run is owned by tag Shift + a; neighbours that continue each other are one run.
    private readonly List<Run> _runs = [];

    /// <summary>Byte i of the range becomes <paramref name="tag"/> + i.</summary>
    public void Fill(long address, long bytes, long tag)
    {
        if (bytes <= 0)
            return;
        var (begin, end, shift) = (address, address + bytes, tag - address);
        var at = Cut(begin, end);
        if (at > 0 && _runs[at - 1] is var below && below.End == begin && below.Shift == shift)
        {
            begin = below.Begin;
            _runs.RemoveAt(--at);
        }

        if (at < _runs.Count && _runs[at] is var above && above.Begin == end && above.Shift == shift)
        {
            end = above.End;
            _runs.RemoveAt(at);
        }

        _runs.Insert(at, new Run(begin, end, shift));
    }

    /// <summary>Nobody owns the range any more.</summary>
    public void Clear(long address, long bytes)
    {
        if (bytes > 0)
            Cut(address, address + bytes);
    }

    public void Copy(long from, long to, long bytes)
    {
        Run[] copied = [.. Inside(from, from + bytes)];
        Clear(to, bytes);
        foreach (var run in copied)
            Fill(run.Begin - from + to, run.End - run.Begin, run.Shift + run.Begin);
    }

    /// <summary>Whether byte i of the range is <paramref name="tag"/> + i.</summary>
    public bool Holds(long address, long bytes, long tag)
    {
        var at = FirstEndingAfter(address);
        return at < _runs.Count && _runs[at] is var run && run.Begin <= address && run.End >= address + bytes && run.Shift == tag - address;
    }

    private IEnumerable<Run> Inside(long begin, long end)
    {
        for (var at = FirstEndingAfter(begin); at < _runs.Count && _runs[at].Begin < end; at++)
            yield return _runs[at] with { Begin = Math.Max(begin, _runs[at].Begin), End = Math.Min(end, _runs[at].End) };
    }

    /// <summary>Takes the range out of all runs.</summary>
    /// <returns>Where a run for it would be.</returns>
    private int Cut(long begin, long end)
    {
        var at = FirstEndingAfter(begin);
        if (at < _runs.Count && _runs[at] is var first && first.Begin < begin)
        {
            _runs[at++] = first with { End = begin };
            if (first.End > end)
            {
                _runs.Insert(at, first with { Begin = end });
                return at;
            }
        }

        var behind = at;
        while (behind < _runs.Count && _runs[behind].End <= end)
            behind++;
        _runs.RemoveRange(at, behind - at);
        if (at < _runs.Count && _runs[at].Begin < end)
            _runs[at] = _runs[at] with { Begin = end };
        return at;
    }

    private int FirstEndingAfter(long address)
    {
        var (low, high) = (0, _runs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _runs[middle].End > address ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private readonly record struct Run(long Begin, long End, long Shift);
}
