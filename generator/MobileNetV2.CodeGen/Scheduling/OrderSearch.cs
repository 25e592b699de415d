using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>
/// Finds an operator order of small peak memory: dynamic programming over the sets of operators that can have run. What is live depends on the set
/// alone, so of all ways to reach a set only the one of least peak is kept.
/// </summary>
/// <remarks>Exact while no level has more sets than are kept (chains, residual blocks, a few branches); beyond that a beam search.</remarks>
internal sealed class OrderSearch(OrderProblem problem)
{
    // Sets tried in all: bounds the time, whatever the graph looks like.
    private const long Budget = 4_000_000;
    private const int MostStatesPerLevel = 1024;
    private const int LargestProblem = 1000;

    // Every level tries every operator on every set that is kept.
    private int StatesPerLevel => (int)Math.Clamp(Budget / ((long)problem.Operators.Length * problem.Operators.Length), 1, MostStatesPerLevel);

    /// <summary>The peak of running the operators in <paramref name="order"/>.</summary>
    public long PeakOf(IEnumerable<int> order) =>
        order.Aggregate(Start(), (state, op) => Run(state, op)).PeakBytes;

    /// <summary>An order with a peak below <paramref name="peakToBeatBytes"/>, or null when none was found.</summary>
    public ImmutableArray<int>? FindBelow(long peakToBeatBytes)
    {
        if (problem.Operators.Length is 0 or > LargestProblem)
            return null;
        List<State> level = [Start()];
        for (var count = 0; count < problem.Operators.Length && level.Count > 0; count++)
        {
            var next = new Dictionary<OperatorSet, State>();
            foreach (var state in level)
            {
                for (var op = 0; op < problem.Operators.Length; op++)
                {
                    if (!CanRun(state.Done, op))
                        continue;
                    var reached = Run(state, op);
                    if (reached.PeakBytes < peakToBeatBytes && (!next.TryGetValue(reached.Done, out var known) || reached.PeakBytes < known.PeakBytes))
                        next[reached.Done] = reached;
                }
            }

            level = [.. next.Values.OrderBy(s => s.PeakBytes).ThenBy(s => s.LiveBytes).ThenBy(s => s.Done).Take(StatesPerLevel)];
        }

        return level.Count > 0 ? level[0].Order() : null;
    }

    /// <summary>No order can have a smaller peak: every operator needs its own inputs and outputs at once.</summary>
    public long LowerBound() =>
        Enumerable.Range(0, problem.Operators.Length).Select(OwnBytes).Append(problem.InitialBytes).Max();

    private long OwnBytes(int op)
    {
        long reads = problem.Reads[op].Sum(v => (long)problem.Values[v].SizeBytes);
        long writes = problem.Writes[op].Sum(v => (long)problem.Values[v].SizeBytes);
        return reads + writes - InPlaceBytes(op, [.. problem.Reads[op]]);
    }

    private State Start() => new(null, -1, OperatorSet.Empty(problem.Operators.Length), problem.InitialBytes, problem.InitialBytes);

    private bool CanRun(OperatorSet done, int op)
    {
        if (done.Contains(op))
            return false;
        foreach (var value in problem.Reads[op])
        {
            if (problem.Values[value].Producer is >= 0 and var producer && !done.Contains(producer))
                return false;
        }

        return true;
    }

    private State Run(State state, int op)
    {
        var done = state.Done.With(op);
        var written = problem.Writes[op].Sum(v => (long)problem.Values[v].SizeBytes);
        int[] dying = [.. problem.Reads[op].Where(v => IsDead(v, done))];
        var during = state.LiveBytes + written - InPlaceBytes(op, dying);
        var unread = problem.Writes[op].Where(v => IsDead(v, done)).Sum(v => (long)problem.Values[v].SizeBytes);
        var after = state.LiveBytes + written - unread - dying.Sum(v => (long)problem.Values[v].SizeBytes);
        return new State(state, op, done, after, Math.Max(state.PeakBytes, during));
    }

    private bool IsDead(int value, OperatorSet done) =>
        !problem.Values[value].LivesOn && problem.Values[value].Consumers.TrueForAll(done.Contains);

    private long InPlaceBytes(int op, int[] dying)
    {
        if (!problem.MayRunInPlace(op))
            return 0;
        var output = problem.Values[problem.Writes[op][0]].SizeBytes;
        return dying.Where(v => problem.Values[v].SizeBytes == output).Select(_ => (long)output).FirstOrDefault();
    }

    private sealed record State(State? Before, int Operator, OperatorSet Done, long LiveBytes, long PeakBytes)
    {
        public ImmutableArray<int> Order()
        {
            var order = new Stack<int>();
            for (var state = this; state.Before is not null; state = state.Before)
                order.Push(state.Operator);
            return [.. order];
        }
    }
}
