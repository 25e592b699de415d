using CsCheck;
using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.Tests.MemoryPlanning;

/// <summary>Random buffers, lifetimes and permits.</summary>
internal static class ProgramGen
{
    public static Gen<KernelProgram> Small { get; } = Of(Gen.Int[1, 5], Gen.Int[1, 4], Gen.Int[1, 6], Gen.Const(1), Gen.Int[-6, 6]);

    public static Gen<KernelProgram> Large { get; } =
        Of(Gen.Int[1, 60], Gen.Int[1, 40], Gen.Int[1, 5000], Gen.Int[0, 4].Select(n => 1 << n), Gen.Int[-600, 3000]);

    private static Gen<KernelProgram> Of(Gen<int> count, Gen<int> steps, Gen<int> size, Gen<int> alignment, Gen<int> distance) =>
        from n in count
        from s in steps
        from sizes in size.Array[n]
        from alignments in alignment.Array[n]
        from firsts in Gen.Int[0, s - 1].Array[n]
        from lengths in Gen.Int[0, 3].Array[n]
        from distances in distance.Array[n]
        from permitted in Gen.Bool.Array[n]
        select Build(sizes, alignments, firsts, lengths, distances, permitted);

    // Every buffer may be an output over each of the buffers that die where it is born.
    private static KernelProgram Build(int[] sizes, int[] alignments, int[] firsts, int[] lengths, int[] distances, bool[] permitted)
    {
        ArenaBuffer[] buffers = [.. sizes.Select((size, i) => Programs.Buffer(i, size, firsts[i], firsts[i] + lengths[i], alignments[i]))];
        var permits =
            from output in buffers
            from input in buffers
            where output.Id != input.Id && permitted[output.Id.Value] && !permitted[input.Id.Value] && input.LastStep == output.FirstStep
            select new OverlapPermit(output.FirstStep, output.Id, input.Id, distances[input.Id.Value]);
        return Programs.Of(buffers, permits);
    }
}
