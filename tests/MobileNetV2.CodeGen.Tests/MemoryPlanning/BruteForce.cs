using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;

namespace MobileNetV2.CodeGen.Tests.MemoryPlanning;

/// <summary>Tries every offset of every buffer, with the verifier as the only judge.</summary>
internal static class BruteForce
{
    public static int SmallestArena(KernelProgram program)
    {
        for (var arena = program.Buffers.Max(b => b.SizeBytes); ; arena++)
        {
            if (Fits(program, arena, []))
                return arena;
        }
    }

    private static bool Fits(KernelProgram program, int arenaBytes, BufferOffset[] placed)
    {
        if (placed.Length == program.Buffers.Length)
            return true;
        var next = program.Buffers[placed.Length];
        var some = program with { Buffers = [.. program.Buffers.Take(placed.Length + 1)], Overlaps = [.. program.Overlaps.Where(p => KnowsBoth(p, placed.Length))] };
        for (var offset = 0; offset + next.SizeBytes <= arenaBytes; offset++)
        {
            BufferOffset[] trial = [.. placed, new BufferOffset(next.Id, 0, offset)];
            if (MemoryPlanVerifier.Verify(some, new MemoryPlan([.. trial], [arenaBytes], 0, 0)).IsEmpty && Fits(program, arenaBytes, trial))
                return true;
        }

        return false;
    }

    private static bool KnowsBoth(OverlapPermit permit, int last) => permit.Output.Value <= last && permit.Input.Value <= last;
}
