namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Places buffers in the order of their births, large before small, each in the lowest hole that is wide enough: for networks with
/// too many buffers to compare them all.</summary>
/// <remarks>Permits are not made use of.</remarks>
internal static class StepwisePlacement
{
    public static Placement Place(PlacementProblem problem)
    {
        var offsets = new long[problem.Count];
        var holes = new FreeSpace();
        var living = new PriorityQueue<int, int>();
        foreach (var buffer in problem.Buffers.OrderBy(b => b.FirstStep).ThenByDescending(b => b.SizeBytes))
        {
            while (living.TryPeek(out var dead, out var last) && last < buffer.FirstStep)
            {
                living.Dequeue();
                holes.Free(offsets[dead], problem.Buffers[dead].SizeBytes);
            }

            offsets[buffer.Id.Value] = holes.Take(buffer.SizeBytes, buffer.AlignmentBytes);
            living.Enqueue(buffer.Id.Value, buffer.LastStep);
        }

        return new Placement([.. offsets], problem);
    }

    /// <summary>Holes by address; the last one has no end.</summary>
    private sealed class FreeSpace
    {
        /// <summary>Holes looked at for one buffer, the lowest first; then the endless one is taken.</summary>
        private const int MostHoles = 1000;

        private readonly SortedDictionary<long, long> _ends = new() { [0] = long.MaxValue };
        private readonly SortedDictionary<long, long> _begins = new() { [long.MaxValue] = 0 };

        public long Take(long bytes, int alignment)
        {
            var (begin, end) = _ends.Take(MostHoles).Where(h => RoundUp(h.Key, alignment) + bytes <= h.Value).Select(h => (h.Key, h.Value))
                .FirstOrDefault((_begins[long.MaxValue], long.MaxValue));
            var offset = RoundUp(begin, alignment);
            Remove(begin, end);
            Add(begin, offset);
            Add(offset + bytes, end);
            return offset;
        }

        public void Free(long offset, long bytes)
        {
            var (begin, end) = (offset, offset + bytes);
            if (_begins.TryGetValue(begin, out var below))
            {
                Remove(below, begin);
                begin = below;
            }

            if (_ends.TryGetValue(end, out var above))
            {
                Remove(end, above);
                end = above;
            }

            Add(begin, end);
        }

        private void Add(long begin, long end)
        {
            if (begin >= end)
                return;
            _ends.Add(begin, end);
            _begins.Add(end, begin);
        }

        private void Remove(long begin, long end)
        {
            _ends.Remove(begin);
            _begins.Remove(end);
        }

        private static long RoundUp(long offset, int alignment) => (offset + alignment - 1) / alignment * alignment;
    }
}
