using CsCheck;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using static MobileNetV2.CodeGen.Tests.MemoryPlanning.Programs;

namespace MobileNetV2.CodeGen.Tests.MemoryPlanning;

public class RegionPlannerTests
{
    private static readonly KernelProgram Chain = Of(
        [Buffer(0, 100, 0, 0) with { Kind = BufferKind.Input }, Buffer(1, 600, 0, 1), Buffer(2, 200, 1, 2),
            Buffer(3, 50, 2, 2) with { Kind = BufferKind.Output }]);

    [Fact]
    public void Without_regions_there_is_one_arena_without_a_name()
    {
        var plan = Plan(Chain, MemoryLimits.None);

        Assert.Equal([800], plan.ArenaBytes.AsEnumerable());
        Assert.Empty(plan.RegionNames);
    }

    [Fact]
    public void The_preferred_region_holds_all_when_it_can()
    {
        var plan = Plan(Chain, Regions(800, 5000));

        Assert.Equal(["r0"], plan.RegionNames.AsEnumerable());
        Assert.Equal([800], plan.ArenaBytes.AsEnumerable());
    }

    [Fact]
    public void Two_regions_hold_what_one_cannot()
    {
        var plan = Plan(Chain, Regions(300, 600));

        Assert.Equal(["r0", "r1"], plan.RegionNames.Order());
        Assert.Equal("r1", plan.RegionNames[plan[new BufferId(1)].Arena]);
        Assert.Equal("r0", plan.RegionNames[plan[new BufferId(2)].Arena]);
    }

    [Fact]
    public void The_hot_tensor_gets_the_fast_region()
    {
        var hot = Step(0, 1000, 1);
        var cold = Step(1, 10, 0);
        var program = Of([Buffer(0, 100, 0, 1), Buffer(1, 100, 0, 1)]) with { Steps = [hot, cold] };
        var plan = Plan(program, Regions(150, 150));

        Assert.Equal("r0", plan.RegionNames[plan[new BufferId(1)].Arena]);
        Assert.Equal("r1", plan.RegionNames[plan[new BufferId(0)].Arena]);
    }

    [Fact]
    public void Input_and_output_go_where_they_are_placed()
    {
        var limits = Regions(1000) with { InputRegion = Region("camera", 100), OutputRegion = Region("shared", 64) };
        var plan = Plan(Chain, limits);

        Assert.Equal(["camera", "r0", "shared"], plan.RegionNames.AsEnumerable());
        Assert.Equal([100, 800, 50], plan.ArenaBytes.AsEnumerable());
        Assert.Equal([0, 1, 1, 2], plan.Offsets.Select(o => o.Arena));
    }

    [Fact]
    public void Regions_that_are_too_small_are_an_error_with_all_numbers()
    {
        var diagnostic = Fails(Chain with { Steps = [Step(0, 1, 0), Step(1, 1, 1)] }, Regions(650, 100));

        Assert.Equal("MNV3002", diagnostic.Code);
        Assert.Equal("step 1 RELU", diagnostic.Location);
        Assert.Equal("arena needs 800 bytes, regions 'r0' (650), 'r1' (100) have 750: 50 missing", diagnostic.Message);
        Assert.Equal("the peak is at step 1 RELU, which needs at least 800 bytes by itself", diagnostic.Help);
    }

    [Fact]
    public void A_tensor_larger_than_every_region_is_an_error_that_names_it()
    {
        var diagnostic = Fails(Chain, Regions(500, 500));

        Assert.Equal("MNV3003", diagnostic.Code);
        Assert.Equal("buffer 'b1' needs 600 bytes, regions 'r0' (500), 'r1' (500) have 1,000: 100 missing in the largest",
            diagnostic.Message);
    }

    [Fact]
    public void A_budget_counts_all_regions_together()
    {
        Assert.Equal("arena needs 800 bytes, the RAM budget is 799: 1 missing",
            Fails(Chain, MemoryLimits.None with { RamBudgetBytes = 799 }).Message);
        Assert.Equal(800, Plan(Chain, MemoryLimits.None with { RamBudgetBytes = 800 }).TotalArenaBytes);
    }

    [Fact]
    public void Offsets_beyond_32_bits_are_an_error_and_no_crash()
    {
        var program = Of([Buffer(0, int.MaxValue, 0, 1), Buffer(1, int.MaxValue, 0, 1)]);

        Assert.Equal("MNV3008", Fails(program, MemoryLimits.None).Code);
    }

    [Fact]
    public void Every_division_passes_the_verifier_and_keeps_to_capacities() =>
        Gen.Select(ProgramGen.Large, Gen.Int[500, 9000].Array[3]).Sample(
            (program, capacities) =>
            {
                if (RegionPlanner.Plan(program, Regions(capacities)).Value is not { } plan)
                    return;
                Assert.Empty(MemoryPlanVerifier.Verify(program, plan));
                Assert.All(plan.RegionNames.Zip(plan.ArenaBytes), r => Assert.True(r.Second <= capacities[r.First[1] - '0']));
            },
            iter: 40);

    private static MemoryPlan Plan(KernelProgram program, MemoryLimits limits)
    {
        var plan = RegionPlanner.Plan(program, limits).Sound();
        Assert.Empty(MemoryPlanVerifier.Verify(program, plan));
        return plan;
    }

    private static Diagnostic Fails(KernelProgram program, MemoryLimits limits)
    {
        var outcome = RegionPlanner.Plan(program, limits);
        Assert.Null(outcome.Value);
        return Assert.Single(outcome.Diagnostics);
    }

    private static MemoryLimits Regions(params int[] sizes) =>
        MemoryLimits.None with { ArenaRegions = [.. sizes.Select((size, i) => Region($"r{i}", size))] };

    private static MemoryRegion Region(string name, int sizeBytes) => new(name, 0x2000_0000, (uint)sizeBytes, RegionUse.Arena);

    private static LoweredStep Step(int index, long macs, int buffer) => new(
        index,
        new LayerStep(new Relu(new OperatorId(index), [], [], Activation.Relu)),
        [new KernelCall(Kernel.Own("f"), [new BufferArgument(new BufferId(buffer), 0, ElementType.Int8, true)])],
        [],
        macs,
        0);
}
