using CsCheck;
using MobileNetV2.CodeGen.MemoryPlanning;
using static MobileNetV2.CodeGen.Tests.MemoryPlanning.Programs;

namespace MobileNetV2.CodeGen.Tests.MemoryPlanning;

public class MemoryPlannerTests
{
    [Fact]
    public void A_chain_needs_its_largest_neighbouring_pair()
    {
        var plan = MemoryPlanner.Plan(Of([Buffer(0, 100, 0, 0), Buffer(1, 600, 0, 1), Buffer(2, 200, 1, 2), Buffer(3, 50, 2, 3)]));

        Assert.Equal(800, plan.TotalArenaBytes);
        Assert.Equal(800, plan.LowerBoundBytes);
        Assert.Equal(1, plan.PeakStep);
    }

    [Fact]
    public void An_in_place_step_needs_one_buffer()
    {
        var plan = MemoryPlanner.Plan(Of([Buffer(0, 100, 0, 1), Buffer(1, 100, 1, 2)], Permit(1, 1, 0, 0)));

        Assert.Equal(100, plan.TotalArenaBytes);
        Assert.Equal(100, plan.LowerBoundBytes);
    }

    [Fact]
    public void A_permit_with_a_distance_saves_all_but_the_distance()
    {
        var plan = MemoryPlanner.Plan(Of([Buffer(0, 100, 0, 1, 16), Buffer(1, 80, 1, 2, 16)], Permit(1, 1, 0, 20)));

        Assert.Equal(132, plan.TotalArenaBytes); // the output begins 32 bytes below the input, which is 20 rounded up to the alignment
        Assert.Equal(132, plan.LowerBoundBytes);
    }

    [Fact]
    public void An_output_cannot_lie_over_two_inputs_of_its_size()
    {
        var plan = MemoryPlanner.Plan(Of(
            [Buffer(0, 100, 0, 1), Buffer(1, 100, 0, 1), Buffer(2, 100, 1, 2)],
            Permit(1, 2, 0, 0),
            Permit(1, 2, 1, 0)));

        Assert.Equal(200, plan.TotalArenaBytes);
        Assert.Equal(200, plan.LowerBoundBytes);
    }

    [Fact]
    public void A_permit_is_void_when_the_input_is_needed_later()
    {
        var plan = MemoryPlanner.Plan(Of([Buffer(0, 100, 0, 2), Buffer(1, 100, 1, 2)], Permit(1, 1, 0, 0)));

        Assert.Equal(200, plan.TotalArenaBytes);
        Assert.Equal(200, plan.LowerBoundBytes);
    }

    [Fact]
    public void A_smallest_arena_above_the_lower_bound_is_proved_to_be_the_smallest()
    {
        // Each step alone gets by with 108 bytes, but an output below its input leaves the next output no room below.
        var plan = MemoryPlanner.Plan(Of(
            [Buffer(0, 100, 0, 1), Buffer(1, 100, 1, 2), Buffer(2, 100, 2, 3), Buffer(3, 100, 3, 3)],
            Permit(1, 1, 0, 8),
            Permit(2, 2, 1, 8),
            Permit(3, 3, 2, 8)));

        Assert.Equal(108, plan.LowerBoundBytes);
        Assert.Equal(124, plan.TotalArenaBytes);
        Assert.True(plan.IsOptimal);
    }

    [Fact]
    public void Every_plan_passes_the_verifier() =>
        ProgramGen.Large.Sample(program => Assert.Empty(MemoryPlanVerifier.Verify(program, MemoryPlanner.Plan(program))), iter: 40);

    [Fact]
    public void The_same_program_gives_the_same_plan() =>
        ProgramGen.Large.Sample(program =>
            Assert.True(MemoryPlanner.Plan(program).Offsets.SequenceEqual(MemoryPlanner.Plan(program).Offsets)), iter: 20);

    [Fact]
    public void No_plan_of_a_few_buffers_is_larger_than_the_best_of_all_plans() =>
        ProgramGen.Small.Sample(
            program =>
            {
                var plan = MemoryPlanner.Plan(program);
                var optimum = BruteForce.SmallestArena(program);
                Assert.True(plan.LowerBoundBytes <= optimum, $"lower bound {plan.LowerBoundBytes} above the optimum {optimum}");
                Assert.Equal(optimum, plan.TotalArenaBytes);
                Assert.True(plan.IsOptimal);
            },
            iter: 200);
}
