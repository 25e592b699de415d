using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>
/// Finds an operator order of small peak memory: dynamic programming over the sets of operators that can have run. What is live depends on
/// the set alone, so of all ways to reach a set only the one of least peak is kept.
/// </summary>
/// <remarks>Exact while no level has more sets than are kept (chains, residual blocks, a few branches);
/// beyond that a beam search.</remarks>
internal sealed class OrderSearch(OrderProblem problem)
{
    // Sets tried in all: bounds the time, whatever the graph looks like.
    private const long Budget = 4_000_000;
    private const int MostStatesPerLevel = 1024;
    private const int LargestProblem = 1000;

    // Facts looked at, about values and their readers. A network of MobileNetV2's kind takes some thousands.
    private const long MostWork = 4_000_000;

    // Every level tries every operator on every set that is kept.
    private int StatesPerLevel =>
        (int)Math.Clamp(Budget / ((long)problem.Operators.Length * problem.Operators.Length), 1, MostStatesPerLevel);

    /// <summary>Facts looked at so far.</summary>
    public long Work { get; private set; }

    /// <summary>The peak of running the operators in <paramref name="order"/>.</summary>
    public long PeakOf(IEnumerable<int> order)
    {
        int[] unread = [.. problem.Values.Select(v => v.Consumers.Count)];
        var (live, peak) = (problem.InitialBytes, problem.InitialBytes);
        foreach (var op in order)
        {
            foreach (var value in problem.Reads[op])
                unread[value]--;
            (live, var during) = Run(live, op, v => unread[v] == 0);
            peak = Math.Max(peak, during);
        }

        return peak;
    }

    /// <summary>An order with a peak below <paramref name="peakToBeatBytes"/>, or null when none was found.</summary>
    public ImmutableArray<int>? FindBelow(long peakToBeatBytes)
    {
        if (problem.Operators.Length is 0 or > LargestProblem)
            return null;
        List<State> level = [Start()];
        var most = StatesPerLevel;
        for (var count = 0; count < problem.Operators.Length && level.Count > 0; count++)
        {
            var next = new Dictionary<ulong, Reached>();
            foreach (var state in level)
            {
                foreach (var op in state.Ready)
                {
                    if (Work > MostWork)
                        return null;
                    var reached = Reach(state, op);
                    if (reached.PeakBytes < peakToBeatBytes
                        && (!next.TryGetValue(reached.Key, out var known) || reached.PeakBytes < known.PeakBytes))
                        next[reached.Key] = reached;
                }
            }

            level = [.. next.Values.OrderBy(s => s.PeakBytes).ThenBy(s => s.LiveBytes).ThenBy(s => s.Done).Take(most).Select(Enter)];
        }

        return level.Count > 0 ? level[0].Order() : null;
    }

    /// <summary>No order can have a smaller peak: every operator needs its own inputs, outputs and working memory at once.</summary>
    public long LowerBound() =>
        Enumerable.Range(0, problem.Operators.Length).Select(OwnBytes).Append(problem.InitialBytes).Max();

    private long OwnBytes(int op)
    {
        var reads = problem.Reads[op].Sum(v => problem.Values[v].SizeBytes);
        var writes = problem.Writes[op].Sum(v => problem.Values[v].SizeBytes);
        return reads + writes + problem.ScratchBytes[op] - SharedBytes.Most(problem.Overlaps[op]);
    }

    private State Start() => new(
        null,
        -1,
        0,
        OperatorSet.Empty(problem.Operators.Length),
        problem.InitialBytes,
        problem.InitialBytes,
        [.. Enumerable.Range(0, problem.Operators.Length).Where(op => problem.Reads[op].All(v => problem.Values[v].Producer < 0))]);

    private Reached Reach(State state, int op)
    {
        var (live, during) = Run(state.LiveBytes, op, v => IsReadByAll(v, state.Done, op));
        return new Reached(state, op, state.Key ^ KeyOf(op), live, Math.Max(state.PeakBytes, during));
    }

    private State Enter(Reached reached)
    {
        var ready = reached.From.Ready.Where(o => o != reached.Operator).ToList();
        foreach (var consumer in problem.Writes[reached.Operator].SelectMany(v => problem.Values[v].Consumers).Distinct())
        {
            Work += problem.Reads[consumer].Length;
            if (problem.Reads[consumer].All(v => problem.Values[v].Producer is var p && (p < 0 || reached.Done.Contains(p))))
                ready.Add(consumer);
        }

        ready.Sort();
        return new State(reached.From, reached.Operator, reached.Key, reached.Done, reached.LiveBytes, reached.PeakBytes, ready);
    }

    /// <summary>Bytes that are live after and while <paramref name="op"/> runs.</summary>
    /// <param name="isRead">Whether no operator reads a value any more.</param>
    private (long After, long During) Run(long live, int op, Func<int, bool> isRead)
    {
        var (during, after) = (live + problem.ScratchBytes[op], live);
        foreach (var value in problem.Writes[op])
        {
            during += problem.Values[value].SizeBytes;
            after += problem.Values[value].Consumers.Count == 0 && IsDead(value) ? 0 : problem.Values[value].SizeBytes;
        }

        foreach (var value in problem.Reads[op])
            after -= IsDead(value) ? problem.Values[value].SizeBytes : 0;
        var overlaps = problem.Overlaps[op];
        if (!overlaps.IsEmpty)
            during -= SharedBytes.Most(overlaps.Length == 1 && IsDead(overlaps[0].Input)
                ? overlaps
                : [.. overlaps.Where(p => IsDead(p.Input))]);
        Work += 1 + problem.Reads[op].Length;
        return (after, during);

        bool IsDead(int value) => !problem.Values[value].LivesOn && isRead(value);
    }

    private bool IsReadByAll(int value, OperatorSet done, int last)
    {
        foreach (var consumer in problem.Values[value].Consumers)
        {
            Work++;
            if (consumer != last && !done.Contains(consumer))
                return false;
        }

        return true;
    }

    // Sets are found again by a sum of random-looking words. Were two sets ever to have the same, one would be left out: a worse order,
    // not a wrong one.
    private static ulong KeyOf(int op) => unchecked(Mixed((ulong)(op + 1) * 0x9E3779B97F4A7C15));

    private static ulong Mixed(ulong key)
    {
        unchecked
        {
            key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9;
            key = (key ^ (key >> 27)) * 0x94D049BB133111EB;
            return key ^ (key >> 31);
        }
    }

    /// <summary>A set of operators that have run, and the best way there.</summary>
    private sealed record State(State? Before, int Operator, ulong Key, OperatorSet Done, long LiveBytes, long PeakBytes, List<int> Ready)
    {
        public ImmutableArray<int> Order()
        {
            var order = new Stack<int>();
            for (var state = this; state.Before is not null; state = state.Before)
                order.Push(state.Operator);
            return [.. order];
        }
    }

    /// <summary>A set that one more operator leads to; the set itself is made when it is looked at.</summary>
    private sealed record Reached(State From, int Operator, ulong Key, long LiveBytes, long PeakBytes)
    {
        private OperatorSet? _done;

        public OperatorSet Done => _done ??= From.Done.With(Operator);
    }
}
