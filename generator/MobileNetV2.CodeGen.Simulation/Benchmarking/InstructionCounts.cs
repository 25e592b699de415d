using System.Buffers.Binary;
using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Simulation.Benchmarking;

/// <summary>What <c>mnv2_bench.c</c> wrote.</summary>
/// <param name="KnownLoop">The count for a loop of <see cref="KnownLoopInstructions"/>: how far the method can be trusted.</param>
/// <param name="Steps">Instructions of each step; the last one includes the return from the inference.</param>
internal sealed record InstructionCounts(double KnownLoop, ImmutableArray<double> Steps, long StackBytes)
{
    public const long KnownLoopInstructions = 2_000_000;

    private const int IntervalBytes = 8;
    private const int InstructionsPerWait = 4;

    public static InstructionCounts Read(ReadOnlySpan<byte> file, int stepCount, int clockHz)
    {
        // The emulated clock advances by 1 ns for each instruction.
        var instructionsPerTick = 1e9 / clockHz;
        var intervals = new double[MeasuredIntervals<double>.CountFor(stepCount)];
        for (var i = 0; i < intervals.Length; i++)
        {
            var ticks = BinaryPrimitives.ReadUInt32LittleEndian(file[(i * IntervalBytes)..]);
            var waits = BinaryPrimitives.ReadUInt32LittleEndian(file[(i * IntervalBytes + 4)..]);
            intervals[i] = ticks * instructionsPerTick - (double)waits * InstructionsPerWait;
        }

        var measured = MeasuredIntervals<double>.Of(intervals);
        return new(
            measured.KnownLoop,
            [.. measured.Steps.Select(s => Math.Max(0, s))],
            BinaryPrimitives.ReadUInt32LittleEndian(file[(intervals.Length * IntervalBytes)..]));
    }
}
