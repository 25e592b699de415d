using MobileNetV2.CodeGen.Simulation.Cycles;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Simulation.Tests.Cycles;

/// <summary>Snippets whose cycles the manuals tell, or that follow from two units working side by side.</summary>
public class PipelineTests
{
    [Theory]
    [InlineData(Core.CortexM0Plus, 2, "ldr r0, [r1, #4]")]
    [InlineData(Core.CortexM0Plus, 5, "ldmia r0!, {r1, r2, r3, r4}")]
    [InlineData(Core.CortexM0Plus, 2, "muls r0, r1; adds r2, r0, r3")]
    [InlineData(Core.CortexM3, 2, "mla r0, r1, r2, r0")]
    [InlineData(Core.CortexM4, 1, "smlad r0, r1, r2, r0")]
    [InlineData(Core.CortexM4, 1, "smull r0, r1, r2, r3")]
    [InlineData(Core.CortexM4, 2, "ldr r0, [r1, #0]")]
    [InlineData(Core.CortexM4, 3, "ldr r0, [r1, #0]; ldr r2, [r3, #0]")]
    [InlineData(Core.CortexM4, 4, "ldr r0, [r1, #0]; ldr r2, [r0, #0]")]
    [InlineData(Core.CortexM4, 3, "ldrd r0, r1, [r2, #8]")]
    [InlineData(Core.CortexM4, 6, "ldmia.w r0!, {r4-r8}")]
    [InlineData(Core.CortexM4, 1, "strb.w r0, [r1, #3]")]
    [InlineData(Core.CortexM4, 2, "str.w r0, [r1, r2, lsl #2]")]
    [InlineData(Core.CortexM4, 2, "cmp r0, r1; it eq; moveq r2, r3")]
    [InlineData(Core.CortexM4, 4, "add r1, r2, r3; ldr r0, [r1, #0]")]
    [InlineData(Core.CortexM33, 2, "ldr r0, [r1, #0]; ldr r2, [r3, #0]")]
    [InlineData(Core.CortexM33, 3, "ldr r0, [r1, #0]; adds r2, r0, r0")]
    [InlineData(Core.CortexM7, 1, "add r0, r1, r2; add r3, r4, r5")]
    [InlineData(Core.CortexM7, 2, "add r0, r1, r2; add r3, r0, r5")]
    [InlineData(Core.CortexM7, 1, "smlad r0, r1, r2, r3; ldr.w r4, [r5, #4]")]
    [InlineData(Core.CortexM7, 2, "ldr r0, [r1, #0]; ldr r2, [r3, #0]")]
    [InlineData(Core.CortexM7, 2, "smlad r0, r1, r2, r0")]
    [InlineData(Core.CortexM55, 2, "vldrb.8 q0, [r0], #16; vmladava.s8 r2, q1, q2; le lr, 100")]
    [InlineData(Core.CortexM55, 4, "vmladava.s8 r2, q0, q1; vmladava.s8 r4, q0, q2")]
    [InlineData(Core.CortexM55, 4, "vstrw.32 q1, [r0, q2, uxtw #2]")]
    [InlineData(Core.CortexM55, 16, "vldrb.8 q1, [r0, q2]")]
    [InlineData(Core.CortexM55, 2, "vadd.i32 q0, q1, q2; adds r0, #1")]
    [InlineData(Core.CortexM55, 2, "vadd.i32 q0, q1, q2; vmul.i32 q3, q4, q5")]
    [InlineData(Core.CortexM55, 4, "vadd.i32 q0, q1, q2; vadd.i32 q3, q4, q5")]
    public void A_turn_of_a_loop_takes(Core core, double cycles, string code) =>
        Assert.Equal(cycles, Pipeline.CyclesOf(CycleTable.Of(core)!, Snippet.Of(code)));

    [Fact]
    public void A_branch_costs_more_when_it_is_taken()
    {
        // Ten turns of a loop that ends nine times in a taken branch, then a return.
        var program = Disassembly.Parse("""
            00000100 <loop>:
             100:	3801      	subs	r0, #1
             102:	d1fd      	bne.n	100 <loop>
             104:	4770      	bx	lr
            """);
        var counts = BlockCounts.Parse(["interval 7", "0 10", "1 1", "block 0 100 102", "block 1 104"]);

        var priced = new CyclePrices(CycleTable.Of(Core.CortexM4)!, program, counts).Of(counts.Intervals[0]);

        Assert.Equal(21, priced.Instructions);
        Assert.Equal((9 * (1 + 3)) + (1 + 1) + 3, priced.Cycles);
        Assert.Equal(10 + 1 + 7, priced.FlashLines);
    }

    [Theory]
    [InlineData("ldr.w r0, [r1], #4", InstructionClass.Load)]
    [InlineData("ldrsb r0, [r1, r2]", InstructionClass.Load)]
    [InlineData("strb r0, [r1, r2]", InstructionClass.StoreIndexed)]
    [InlineData("smulbb r0, r1, r2", InstructionClass.DspMultiply)]
    [InlineData("smmlar r0, r1, r2, r3", InstructionClass.DspMultiply)]
    [InlineData("smlal r0, r1, r2, r3", InstructionClass.LongMultiplyAccumulate)]
    [InlineData("sxtb16 r0, r1, ror #8", InstructionClass.Media)]
    [InlineData("subs r0, r1, r2", InstructionClass.Alu)]
    [InlineData("bics r0, r1", InstructionClass.Alu)]
    [InlineData("bls.n 100 <x>", InstructionClass.Branch)]
    [InlineData("blx r3", InstructionClass.BranchLink)]
    [InlineData("pop {r4, pc}", InstructionClass.LoadMultiple)]
    [InlineData("vldrb.u16 q0, [r0, #8]", InstructionClass.VectorLoad)]
    [InlineData("vstrb.16 q0, [r0, q1]", InstructionClass.VectorScatter)]
    [InlineData("vmladavax.s8 r0, q0, q1", InstructionClass.VectorReduce)]
    [InlineData("vmov q0[2], q0[0], r1, r2", InstructionClass.VectorLane)]
    [InlineData("vctp.8 r0", InstructionClass.VectorPredicate)]
    [InlineData("vqmovnb.s32 q0, q1", InstructionClass.Vector)]
    [InlineData("vqrdmulh.s32 q4, q4, q2", InstructionClass.VectorMultiply)]
    [InlineData("vmul.f32 s0, s1, s2", InstructionClass.Float)]
    [InlineData("vpush {d8-d11}", InstructionClass.FloatMemory)]
    internal void Its_class_is(string code, InstructionClass expected) => Assert.Equal(expected, Assert.Single(Snippet.Of(code)).Class);

    [Fact]
    public void Every_core_has_a_table_of_its_own_with_a_source_for_each_figure()
    {
        foreach (var core in Enum.GetValues<Core>().Where(c => c != Core.Host))
        {
            var table = CycleTable.Of(core)!;
            Assert.Equal(core, TargetCatalog.All.Single(t => t.Name == table.Core).Core);
            Assert.All(table.Rows, r => Assert.True(r.Source.Length > 10 && r.Cycles >= 0 && !r.Of.IsEmpty));
            var named = table.Rows.SelectMany(r => r.Of).ToList();
            Assert.Equal(named.Distinct(), named);
            Assert.Equal(core is Core.CortexM55 or Core.CortexM85, named.Contains(InstructionClass.VectorScatter));
        }

        Assert.Null(CycleTable.Of(Core.Host));
    }
}
