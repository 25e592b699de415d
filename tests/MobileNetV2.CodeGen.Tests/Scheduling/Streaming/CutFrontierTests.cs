using System.Collections.Immutable;
using CsCheck;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Tests.Scheduling.Streaming;

/// <summary>The frontier of RAM against cost, against all sequences of few candidates.</summary>
public class CutFrontierTests
{
    private static readonly Gen<CutCandidate> Candidate =
        Gen.Select(Gen.Int[0, 4], Gen.Int[1, 3], Gen.Int[0, 12], Gen.Int[0, 20]).Select(
            (first, length, peak, cost) => new CutCandidate(first, first + length, Tiling.None, peak, cost, int.MaxValue));

    [Fact]
    public void Each_point_is_the_cheapest_below_the_one_before() => Gen.Select(Gen.Int[1, 5], Candidate.Array[0, 30]).Sample(
        (operators, some) =>
        {
            CutCandidate[] candidates = [.. some.Where(c => c.End <= operators)];
            var sequences = Sequences(candidates, 0, operators).Select(s => (Peak: s.Max(c => c.PeakBytes), Cost: Cost(s))).ToArray();
            var all = Frontier(operators, candidates).All().ToArray();

            Assert.Equal(sequences.Length == 0, all.Length == 0);
            var limit = long.MaxValue;
            foreach (var cuts in all)
            {
                Assert.InRange(Peak(cuts), 0, limit);
                Assert.Equal(sequences.Where(s => s.Peak <= limit).Min(s => s.Cost), Cost(cuts));
                limit = Peak(cuts) - 1;
            }

            Assert.DoesNotContain(sequences, s => s.Peak <= limit);
        });

    [Fact]
    public void Its_ends_are_found_without_what_lies_between() => Gen.Select(Gen.Int[1, 5], Candidate.Array[0, 30]).Sample(
        (operators, some) =>
        {
            var frontier = Frontier(operators, some.Where(c => c.End <= operators));
            var all = frontier.All().ToArray();

            Assert.Equal(all.Length == 0 ? null : all[^1].AsEnumerable(), frontier.Least()?.AsEnumerable());
            foreach (var most in all.Select(Cost).SelectMany(c => new[] { c - 1, c }))
            {
                var last = all.LastOrDefault(c => Cost(c) <= most);
                Assert.Equal(last.IsDefault ? null : last.AsEnumerable(), frontier.LeastWithin(most)?.AsEnumerable());
            }
        });

    private static CutFrontier Frontier(int operators, IEnumerable<CutCandidate> candidates)
    {
        var table = new CutTable(operators);
        table.Add(candidates);
        return new CutFrontier(table);
    }

    private static long Cost(ImmutableArray<CutCandidate> cuts) => cuts.Sum(c => c.Instructions);

    private static long Peak(ImmutableArray<CutCandidate> cuts) => cuts.Max(c => c.PeakBytes);

    private static IEnumerable<ImmutableArray<CutCandidate>> Sequences(CutCandidate[] candidates, int from, int operators) =>
        from == operators
            ? [[]]
            : candidates.Where(c => c.First == from)
                .SelectMany(c => Sequences(candidates, c.End, operators).Select(rest => rest.Insert(0, c)));
}
