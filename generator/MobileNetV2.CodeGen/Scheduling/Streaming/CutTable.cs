using System.Runtime.InteropServices;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>Candidates for the steps of a schedule, without those that others undercut. Asked again and again while the estimates of a few
/// are made exact: only what runs the same operators as those is compared again.</summary>
/// <param name="operators">Positions that a schedule covers, from 0 on.</param>
internal sealed class CutTable(int operators)
{
    private const int None = -1;

    private readonly List<CutCandidate> _cuts = [];

    /// <summary>For each candidate, the one before it that runs the same operators.</summary>
    private readonly List<int> _before = [];

    private readonly List<bool> _isKept = [];

    /// <summary>By the first position and the number of operators, the last candidate that runs them.</summary>
    private readonly List<int>?[] _last = new List<int>?[operators];

    private readonly HashSet<(int First, int End)> _changed = [];
    private readonly List<int> _alike = [];

    public int Operators => operators;

    /// <summary>In the order in which they were added: earlier ones win ties.</summary>
    public IReadOnlyList<CutCandidate> All => _cuts;

    public void Add(IEnumerable<CutCandidate> cuts)
    {
        foreach (var cut in cuts)
        {
            var last = _last[cut.First] ??= [];
            while (last.Count < cut.End - cut.First)
                last.Add(None);
            var before = last[cut.End - cut.First - 1];
            last[cut.End - cut.First - 1] = _cuts.Count;
            _before.Add(before);
            _cuts.Add(cut);
            _isKept.Add(true);
            // A single one is kept whatever it takes.
            if (before != None)
                _changed.Add((cut.First, cut.End));
        }
    }

    /// <summary>Changes what is known of the candidates that run operators [<paramref name="first"/>, <paramref name="end"/>).</summary>
    public void Update(int first, int end, Func<CutCandidate, CutCandidate> change)
    {
        var cuts = CollectionsMarshal.AsSpan(_cuts);
        for (var i = Last(first, end); i != None; i = _before[i])
            cuts[i] = change(cuts[i]);
        _changed.Add((first, end));
    }

    /// <summary>The candidates by first position, in the order in which they were added.</summary>
    /// <param name="begin">Where those of each first position begin, and the end of all.</param>
    public CutCandidate[] Undominated(out int[] begin)
    {
        foreach (var (first, end) in _changed)
            Prune(first, end);
        _changed.Clear();
        var cuts = CollectionsMarshal.AsSpan(_cuts);
        var isKept = CollectionsMarshal.AsSpan(_isKept);
        begin = new int[operators + 1];
        for (var i = 0; i < cuts.Length; i++)
            begin[cuts[i].First + 1] += isKept[i] ? 1 : 0;
        for (var i = 1; i < begin.Length; i++)
            begin[i] += begin[i - 1];
        int[] next = [.. begin];
        var result = new CutCandidate[begin[^1]];
        for (var i = 0; i < cuts.Length; i++)
        {
            if (isKept[i])
                result[next[cuts[i].First]++] = cuts[i];
        }

        return result;
    }

    /// <summary>Of those that run the same operators, the ones that another undercuts in RAM and cost are left out.</summary>
    private void Prune(int first, int end)
    {
        _alike.Clear();
        for (var i = Last(first, end); i != None; i = _before[i])
            _alike.Add(i);
        _alike.Sort(Compare);
        var least = long.MaxValue;
        foreach (var i in _alike)
        {
            _isKept[i] = _cuts[i].Instructions < least;
            least = Math.Min(least, _cuts[i].Instructions);
        }
    }

    private int Last(int first, int end) => _last[first] is { } last && end - first <= last.Count ? last[end - first - 1] : None;

    private int Compare(int one, int other)
    {
        var cuts = CollectionsMarshal.AsSpan(_cuts);
        ref readonly var a = ref cuts[one];
        ref readonly var b = ref cuts[other];
        return a.PeakBytes != b.PeakBytes ? a.PeakBytes.CompareTo(b.PeakBytes)
            : a.Instructions != b.Instructions ? a.Instructions.CompareTo(b.Instructions)
            : one.CompareTo(other);
    }
}
