using System.Collections.Immutable;
using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Which buffers are live at once, in the steps in which a buffer is born: what is live is most in one of them.</summary>
internal sealed class LiveSets
{
    private readonly ImmutableArray<ArenaBuffer> _buffers;
    private readonly int[][] _bornAt;
    private readonly int[][] _diesBefore;

    public LiveSets(ImmutableArray<ArenaBuffer> buffers)
    {
        _buffers = buffers;
        Steps = [.. buffers.Select(b => b.FirstStep).Distinct().Order()];
        var at = Steps.Index().ToDictionary(s => s.Item, s => s.Index);
        _bornAt = Grouped(buffers.Select(b => at[b.FirstStep]));
        _diesBefore = Grouped(buffers.Select(b => IndexAfter(b.LastStep)));
        Counts = new int[Steps.Length];
        Bytes = new long[Steps.Length];
        var (count, bytes) = (0, 0L);
        for (var i = 0; i < Steps.Length; i++)
        {
            count += _bornAt[i].Length - _diesBefore[i].Length;
            bytes += _bornAt[i].Sum(b => (long)buffers[b].SizeBytes) - _diesBefore[i].Sum(b => (long)buffers[b].SizeBytes);
            (Counts[i], Bytes[i]) = (count, bytes);
            Pairs += ((long)_bornAt[i].Length * (count - _bornAt[i].Length)) + ((long)_bornAt[i].Length * (_bornAt[i].Length - 1) / 2);
        }
    }

    /// <summary>Ascending.</summary>
    public ImmutableArray<int> Steps { get; }

    /// <summary>For each of <see cref="Steps"/>, how many buffers are live.</summary>
    public int[] Counts { get; }

    /// <summary>For each of <see cref="Steps"/>, their bytes, as if none might overlap.</summary>
    public long[] Bytes { get; }

    /// <summary>Pairs of buffers that are live together.</summary>
    public long Pairs { get; }

    /// <summary>Buffers that are live from the step of that index among <see cref="Steps"/> on.</summary>
    public ReadOnlySpan<int> BornAt(int index) => _bornAt[index];

    /// <summary>Buffers that were live in an earlier step and are not in this one.</summary>
    public ReadOnlySpan<int> DiesBefore(int index) => _diesBefore[index];

    /// <summary>Calls <paramref name="visit"/> for the steps that are wanted, by index, ascending,
    /// with what is born and all that is live then.</summary>
    public void Visit(Func<int, bool> isWanted, Action<int, IReadOnlyList<int>, IReadOnlyCollection<int>> visit)
    {
        var live = new List<int>();
        var place = new int[_buffers.Length];
        for (var i = 0; i < Steps.Length; i++)
        {
            foreach (var dead in _diesBefore[i])
            {
                var last = live[^1];
                (live[place[dead]], place[last]) = (last, place[dead]);
                live.RemoveAt(live.Count - 1);
            }

            foreach (var born in _bornAt[i])
            {
                place[born] = live.Count;
                live.Add(born);
            }

            if (isWanted(i))
                visit(i, _bornAt[i], live);
        }
    }

    /// <summary>The first index of <see cref="Steps"/> that lies behind <paramref name="step"/>.</summary>
    public int IndexAfter(int step) => Steps.BinarySearch(step) is var i && i >= 0 ? i + 1 : ~i;

    private int[][] Grouped(IEnumerable<int> indices)
    {
        var groups = new List<int>?[Steps.Length + 1];
        foreach (var (buffer, index) in indices.Index())
            (groups[index] ??= []).Add(buffer);
        return [.. groups.Select(g => g?.ToArray() ?? [])];
    }
}
