using CsCheck;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Tests.Scheduling.Streaming;

/// <summary>What a table keeps after changes, against one that never knew anything else.</summary>
public class CutTableTests
{
    private const int Operators = 3;

    private static readonly Gen<CutCandidate> Candidate =
        Gen.Select(Gen.Int[0, 1], Gen.Int[1, 2], Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[1, 3]).Select(
            (first, length, peak, cost, tiles) => new CutCandidate(first, first + length, new Tiling(tiles), peak, cost, int.MaxValue));

    [Fact]
    public void Changes_leave_what_a_new_table_would_have() =>
        Gen.Select(Candidate.Array[0, 20], Candidate.Array[0, 10], Candidate.Array[0, 5]).Sample((some, more, changes) =>
        {
            var table = new CutTable(Operators);
            table.Add(some);
            foreach (var change in changes)
            {
                table.Undominated(out _);
                table.Update(change.First, change.End, c => Changed(c, change));
            }

            table.Add(more);
            var expected = new CutTable(Operators);
            expected.Add([.. some.Select(c => changes.Aggregate(c, Changed)), .. more]);

            Assert.Equal(expected.All, table.All);
            Assert.Equal(expected.Undominated(out var expectedBegin), table.Undominated(out var begin));
            Assert.Equal(expectedBegin, begin);
        });

    [Fact]
    public void What_runs_the_same_operators_is_left_out_when_another_undercuts_it() => Candidate.Array[0, 30].Sample(candidates =>
    {
        var table = new CutTable(Operators);
        table.Add(candidates);
        var kept = table.Undominated(out _);

        Assert.All(candidates, c => Assert.Contains(kept, k => (k.First, k.End) == (c.First, c.End)
            && k.PeakBytes <= c.PeakBytes && k.Instructions <= c.Instructions));
        Assert.All(kept, k => Assert.Equal(1, kept.Count(c => (c.First, c.End) == (k.First, k.End)
            && c.PeakBytes <= k.PeakBytes && c.Instructions <= k.Instructions)));
    });

    private static CutCandidate Changed(CutCandidate cut, CutCandidate change) =>
        cut.IsSameStream(change) ? cut with { PeakBytes = change.PeakBytes } : cut;
}
