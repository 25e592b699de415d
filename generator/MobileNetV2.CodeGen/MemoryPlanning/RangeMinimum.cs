using System.Numerics;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>The least of any consecutive numbers, from a table of the least of 1, 2, 4, ... of them.</summary>
internal sealed class RangeMinimum
{
    private readonly List<int[]> _leastOf = [];

    public RangeMinimum(int[] numbers)
    {
        _leastOf.Add(numbers);
        for (var length = 1; 2 * length <= numbers.Length; length *= 2)
        {
            var halves = _leastOf[^1];
            var offset = length;
            _leastOf.Add([.. Enumerable.Range(0, numbers.Length - (2 * length) + 1).Select(i => Math.Min(halves[i], halves[i + offset]))]);
        }
    }

    /// <summary>Of the numbers [<paramref name="first"/>, <paramref name="end"/>), which must not be empty.</summary>
    public int Of(int first, int end)
    {
        var level = BitOperations.Log2((uint)(end - first));
        return Math.Min(_leastOf[level][first], _leastOf[level][end - (1 << level)]);
    }
}
