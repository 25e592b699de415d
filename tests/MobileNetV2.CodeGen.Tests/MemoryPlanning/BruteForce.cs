using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.Tests.MemoryPlanning;

/// <summary>Tries every offset of every buffer.</summary>
internal static class BruteForce
{
    public static int SmallestArena(KernelProgram program)
    {
        for (var arena = program.Buffers.Max(b => b.SizeBytes); ; arena++)
        {
            if (Fits(program, arena, new int[program.Buffers.Length], 0))
                return arena;
        }
    }

    private static bool Fits(KernelProgram program, int arenaBytes, int[] offsets, int next)
    {
        if (next == offsets.Length)
            return true;
        for (offsets[next] = 0; offsets[next] + program.Buffers[next].SizeBytes <= arenaBytes; offsets[next]++)
        {
            if (AgreesWithThoseBefore(program, offsets, next) && Fits(program, arenaBytes, offsets, next + 1))
                return true;
        }

        return false;
    }

    private static bool AgreesWithThoseBefore(KernelProgram program, int[] offsets, int last)
    {
        for (var other = 0; other < last; other++)
        {
            if (!MayBothBe(program, offsets, program.Buffers[other], program.Buffers[last]))
                return false;
        }

        return true;
    }

    private static bool MayBothBe(KernelProgram program, int[] offsets, ArenaBuffer a, ArenaBuffer b)
    {
        var (offsetA, offsetB) = (offsets[a.Id.Value], offsets[b.Id.Value]);
        var areDisjoint =
            offsetA + a.SizeBytes <= offsetB || offsetB + b.SizeBytes <= offsetA || a.LastStep < b.FirstStep || b.LastStep < a.FirstStep;
        return areDisjoint || program.Overlaps.Any(p =>
            (p.Output == a.Id && p.Input == b.Id && b.LastStep == a.FirstStep && offsetA + p.DistanceBytes <= offsetB)
            || (p.Output == b.Id && p.Input == a.Id && a.LastStep == b.FirstStep && offsetB + p.DistanceBytes <= offsetA));
    }
}
