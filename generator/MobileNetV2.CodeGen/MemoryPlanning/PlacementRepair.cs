namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Improves a greedy order by what it did wrong: the buffer that ended topmost is placed earlier the next time.</summary>
internal static class PlacementRepair
{
    /// <summary>The best placement found; never worse than that of <paramref name="order"/> itself.</summary>
    /// <param name="budget">How many neighbours may be looked at.</param>
    public static Placement Improve(GreedyPlacement greedy, int[] order, long lowerBound, long budget)
    {
        var current = greedy.Place(order);
        var best = current;
        List<int> trial = [.. order];
        var limit = greedy.Work + budget;
        for (var round = 1; greedy.Work < limit && best.ArenaBytes > lowerBound; round++)
        {
            // First to the very front, then halfway there, a third of the way and so on: a fixed, varied sequence.
            var from = trial.IndexOf(current.TopBuffer);
            trial.RemoveAt(from);
            var to = from - (from + round % 4) / (1 + round % 4);
            trial.Insert(to, current.TopBuffer);
            current = greedy.Place(trial, to, current);
            if (current.ArenaBytes < best.ArenaBytes)
                best = current;
        }

        return best;
    }
}
