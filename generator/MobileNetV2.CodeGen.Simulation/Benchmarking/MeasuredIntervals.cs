using System.Collections.Immutable;
using System.Numerics;

namespace MobileNetV2.CodeGen.Simulation.Benchmarking;

/// <summary>The intervals that <c>mnv2_bench.c</c> marks: a loop of known length, empty ones, each step, and what follows the
/// last step.</summary>
/// <typeparam name="T">What is measured in each.</typeparam>
internal sealed record MeasuredIntervals<T>(T KnownLoop, ImmutableArray<T> Steps)
    where T : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, double, T>
{
    private const int EmptyIntervals = 64;

    public static int CountFor(int stepCount) => 1 + EmptyIntervals + stepCount + 1;

    /// <summary>Without what the measurement itself costs.</summary>
    public static MeasuredIntervals<T> Of(IReadOnlyList<T> intervals)
    {
        var empty = intervals.Skip(1).Take(EmptyIntervals).Aggregate((a, b) => a + b) * (1.0 / EmptyIntervals);
        var steps = intervals.Skip(1 + EmptyIntervals).SkipLast(1).Select(i => i - empty).ToArray();
        steps[^1] += intervals[^1] - empty;
        return new(intervals[0] - empty, [.. steps]);
    }
}
