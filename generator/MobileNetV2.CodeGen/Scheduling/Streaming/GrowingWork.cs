using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>Time and working memory of a chain as stage after stage is added, for several limits on what a kernel may work in.</summary>
internal sealed class GrowingWork
{
    private readonly int[] _limits;
    private readonly long[] _instructions;
    private readonly int[] _bytes;

    /// <param name="stages">What those that may be added can run on.</param>
    /// <param name="mostLimits">At least two: none, and the least.</param>
    public GrowingWork(IEnumerable<ImmutableArray<StageCost>> stages, int mostLimits)
    {
        int[] sizes = [.. stages.SelectMany(s => s).Select(c => c.WorkBytes).Distinct().OrderDescending()];
        var count = Math.Min(mostLimits, sizes.Length);
        _limits = [int.MaxValue, .. Enumerable.Range(1, count - 1).Select(i => sizes[i * (sizes.Length - 1) / (count - 1)])];
        _instructions = new long[count];
        _bytes = new int[count];
    }

    /// <summary>The first of <paramref name="costs"/> that works in at most so many bytes, or that with the least.</summary>
    public static StageCost Within(ImmutableArray<StageCost> costs, int mostWorkBytes)
    {
        foreach (var cost in costs)
        {
            if (cost.WorkBytes <= mostWorkBytes)
                return cost;
        }

        return costs[^1];
    }

    public void Add(ImmutableArray<StageCost> stage)
    {
        for (var i = 0; i < _limits.Length; i++)
        {
            var cost = Within(stage, _limits[i]);
            _instructions[i] += cost.Instructions;
            _bytes[i] = Math.Max(_bytes[i], cost.Bytes);
        }
    }

    /// <summary>Ways to run the chain so far, each in no more working memory than the one before.</summary>
    public int Ways => _limits.Length;

    /// <summary>Whether a way saves nothing against the one before.</summary>
    public bool IsPointless(int way) => way > 0 && _bytes[way] >= _bytes[way - 1];

    /// <summary>The limit, what the kernels work in, and their instructions.</summary>
    public (int MostWorkBytes, int Bytes, long Instructions) Way(int way) => (_limits[way], _bytes[way], _instructions[way]);
}
