using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Scheduling.Streaming;

public class StreamedMemoryTests
{
    /// <summary>The bytes that a model of whole rows, without overlaps, gives.</summary>
    [Theory]
    [InlineData(1.0, 224, false, 204288)]
    [InlineData(1.0, 224, true, 131040)]
    [InlineData(0.5, 224, false, 157696)]
    [InlineData(0.5, 224, true, 79072)]
    [InlineData(0.35, 224, false, 157696)]
    [InlineData(0.35, 224, true, 53984)]
    [InlineData(0.35, 128, false, 53248)]
    [InlineData(0.35, 128, true, 24704)]
    [InlineData(0.35, 96, false, 30720)]
    [InlineData(0.35, 96, true, 16992)]
    public void Arena_is_not_above_the_model_of_whole_rows(double width, int resolution, bool pushesRows, int goalBytes)
    {
        var (program, plan) = StreamedMobileNet.Plan(width, resolution, pushesRows);

        Assert.Empty(MemoryPlanVerifier.Verify(program, plan));
        Assert.Null(StreamReplay.FirstProblem(program, plan));
        Assert.InRange(plan.TotalArenaBytes, 1, goalBytes);
    }

    /// <summary>Without computing anything again, a budget takes narrow tiles: about what a model of one-pixel tiles gives.</summary>
    [Theory]
    [InlineData(1.0, 224, true, 91392)]
    [InlineData(0.35, 128, false, 51427)]
    [InlineData(0.35, 96, true, 11947)]
    public void Narrow_tiles_fit_a_budget(double width, int resolution, bool pushesRows, int budgetBytes)
    {
        var (program, plan) = StreamedMobileNet.Plan(width, resolution, pushesRows, budgetBytes, recomputes: false);

        Assert.InRange(plan.TotalArenaBytes, 1, budgetBytes);
        Assert.Equal(program.Graph.Operators.Sum(o => MacCount.Of(program.Graph, o)), program.Steps.Sum(s => s.Macs));
    }

    /// <summary>What a model of one-pixel tiles gives when the expansions of some blocks are computed again.</summary>
    [Theory]
    [InlineData(1.0, 76032, 1.055)]
    [InlineData(0.35, 27321, 1.1)]
    public void A_tighter_budget_has_expansions_computed_again(double width, int budgetBytes, double mostMacs)
    {
        var (program, plan) = StreamedMobileNet.Plan(width, 224, pushesRows: true, budgetBytes);

        var once = program.Graph.Operators.Sum(o => MacCount.Of(program.Graph, o));
        Assert.InRange(plan.TotalArenaBytes, 1, budgetBytes);
        Assert.Equal(once, program.Steps.Sum(s => s.Macs - s.RecomputedMacs));
        Assert.InRange(program.Steps.Sum(s => s.Macs), once + 1, (long)(once * mostMacs));
        Assert.NotNull(Record.Exception(() => StreamedMobileNet.Plan(width, 224, pushesRows: true, budgetBytes, recomputes: false)));
    }

    [Fact]
    public void Streaming_computes_every_multiply_accumulate_once()
    {
        var program = StreamedMobileNet.Plan(0.35, 96, true).Program;

        var layers = program.Graph.Operators.Sum(o => MacCount.Of(program.Graph, o));
        var streamed = program.Steps.Where(s => s.Stream is not null).ToArray();
        Assert.NotEmpty(streamed);
        Assert.Equal(layers, program.Steps.Sum(s => s.Macs));
        foreach (var step in streamed)
        {
            var pixels = step.Stream!.Program.Events.Where(e => e.Stage >= 0).GroupBy(e => e.Stage)
                .ToDictionary(g => g.Key, g => g.Sum(e => e.EndColumn - e.FirstColumn));
            Assert.All(step.Stream.Stages.Select((s, i) => (s, i)), s => Assert.Equal(s.s.Stage.Pixels, pixels[s.i]));
        }
    }
}
