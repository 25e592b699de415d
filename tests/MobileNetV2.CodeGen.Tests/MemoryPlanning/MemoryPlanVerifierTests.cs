using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;
using static MobileNetV2.CodeGen.Tests.MemoryPlanning.Programs;

namespace MobileNetV2.CodeGen.Tests.MemoryPlanning;

public class MemoryPlanVerifierTests
{
    private static readonly KernelProgram Chain = Of(
        [Buffer(0, 32, 0, 0, 16), Buffer(1, 40, 0, 1, 16), Buffer(2, 16, 1, 2, 16)],
        Permit(1, 2, 1, 8));

    [Fact]
    public void A_sound_plan_has_no_problems() => Assert.Empty(Verify(80, 48, 0, 48));

    [Theory]
    [InlineData(79, 48, 0, 48, "is outside of its arena")]
    [InlineData(80, 33, 0, 48, "is not aligned to 16")]
    [InlineData(80, 32, 0, 48, "b0 [32, 64) of arena 0 and b1 [0, 40) of arena 0 overlap while step 0")]
    [InlineData(80, 48, 0, 0, "b1 [0, 40) of arena 0 and b2 [0, 16) of arena 0 overlap while step 1")]
    [InlineData(80, 48, -16, 48, "is outside of its arena")]
    public void A_wrong_plan_is_caught(int arenaBytes, int offset0, int offset1, int offset2, string problem) =>
        Assert.Contains(Verify(arenaBytes, offset0, offset1, offset2), p => p.Contains(problem, StringComparison.Ordinal));

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_permit_holds_to_the_byte(int shift, bool isSound)
    {
        var program = Of([Buffer(0, 40, 0, 1), Buffer(1, 40, 1, 2)], Permit(1, 1, 0, 7));

        Assert.Equal(isSound, MemoryPlanVerifier.Verify(program, Plan(60, 7, shift)).IsEmpty);
    }

    [Theory]
    [InlineData(1, 1, true)] // exactly the step of the permit
    [InlineData(2, 1, false)] // the input lives on
    [InlineData(1, 0, false)] // the output was born before
    public void A_permit_holds_only_where_the_input_dies_and_the_output_is_born(int inputLast, int outputFirst, bool isSound)
    {
        var program = Of([Buffer(0, 40, 0, inputLast), Buffer(1, 40, outputFirst, 2)], Permit(1, 1, 0, 0));

        Assert.Equal(isSound, MemoryPlanVerifier.Verify(program, Plan(40, 0, 0)).IsEmpty);
    }

    [Fact]
    public void A_missing_buffer_is_caught()
    {
        var plan = Plan(80, 48, 0);

        Assert.Equal("3 buffers, but 2 offsets", Assert.Single(MemoryPlanVerifier.Verify(Chain, plan)));
    }

    [Fact]
    public void Offsets_in_the_wrong_order_are_caught()
    {
        var plan = Plan(80, 48, 0, 48);

        Assert.NotEmpty(MemoryPlanVerifier.Verify(Chain, plan with { Offsets = [plan.Offsets[1], plan.Offsets[0], plan.Offsets[2]] }));
    }

    [Fact]
    public void Buffers_of_different_arenas_never_overlap()
    {
        var plan = Plan(40, 0, 0, 0) with { ArenaBytes = [40, 40], Offsets = [Place(0, 0, 0), Place(1, 1, 0), Place(2, 0, 0)] };

        Assert.Empty(MemoryPlanVerifier.Verify(Chain, plan));
        Assert.Contains("arena 2 of 2",
            MemoryPlanVerifier.Verify(Chain, plan with { Offsets = [Place(0, 0, 0), Place(1, 2, 0), Place(2, 0, 0)] })[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_that_uses_a_buffer_outside_of_its_lifetime_is_caught()
    {
        var call = new KernelCall(
            Kernel.Own("f"), [new StructArgument("s", "s", [new StructField("p", new BufferAddressValue(new BufferId(0)))])]);
        var program = Chain with { Steps = [new LoweredStep(2, new TestStep(), [call], [], 0, 0)] };

        Assert.Contains(MemoryPlanVerifier.Verify(program, Plan(80, 48, 0, 48)), p =>
            p == "step 2 uses b0, which lives from step 0 to step 0");
    }

    private static ImmutableArray<string> Verify(int arenaBytes, params int[] offsets) =>
        MemoryPlanVerifier.Verify(Chain, Plan(arenaBytes, offsets));

    private static MemoryPlan Plan(int arenaBytes, params int[] offsets) =>
        new([.. offsets.Select((offset, i) => Place(i, 0, offset))], [arenaBytes], 0, 0);

    private static BufferOffset Place(int buffer, int arena, int offset) => new(new BufferId(buffer), arena, offset);

    private sealed record TestStep : CodeGen.Scheduling.Step
    {
        public override ImmutableArray<CodeGen.Graphs.Operator> Operators => [];
    }
}
