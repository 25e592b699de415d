using System.Collections.Immutable;
using CsCheck;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;

namespace MobileNetV2.CodeGen.Tests.MemoryPlanning;

/// <summary>Bounds that are kept up from step to step, against those of each step by itself.</summary>
public class LiveSetBoundsTests
{
    private static readonly Gen<ArenaBuffer> Buffer =
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 5], Gen.Int[1, 100], Gen.Int[0, 4].Select(power => 1 << power)).Select(
            (first, lifetime, size, alignment) => Programs.Buffer(0, size, first, first + lifetime, alignment));

    [Fact]
    public void Each_is_that_of_what_is_live() => Buffer.Array[1, 20].Sample(some =>
    {
        ImmutableArray<ArenaBuffer> buffers = [.. some.Select((b, i) => b with { Id = new BufferId(i) })];
        var problem = new PlacementProblem(buffers, []);

        for (var i = 0; i < problem.Live.Steps.Length; i++)
        {
            var step = problem.Live.Steps[i];
            var live = buffers.Where(b => b.FirstStep <= step && b.LastStep >= step).ToArray();
            var unit = live.Min(b => b.AlignmentBytes);
            var total = live.Sum(b => Aligned(b.SizeBytes, unit));
            var rounding = live.Max(b => Aligned(b.SizeBytes, unit) - b.SizeBytes);
            Assert.Equal(Math.Max(total - rounding, live.Max(b => b.SizeBytes)), problem.Bounds.At(i));
        }
    });

    private static long Aligned(long bytes, int unit) => (bytes + unit - 1) / unit * unit;
}
