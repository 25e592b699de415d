using System.Collections.Immutable;
using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Accesses for each byte of a buffer: what makes a fast memory worth while.</summary>
internal static class BufferHeat
{
    /// <summary>By buffer id.</summary>
    public static ImmutableArray<double> Of(KernelProgram program)
    {
        var accesses = new double[program.Buffers.Length];
        foreach (var step in program.Steps)
        {
            // Every multiply-accumulate loads an input or scratch byte; an output is stored once.
            foreach (var uses in BufferUse.Of(step).GroupBy(u => u.Buffer.Value))
                accesses[uses.Key] += program.Buffers[uses.Key].SizeBytes + (uses.Any(u => u.IsRead) ? step.Macs : 0);
        }

        return [.. program.Buffers.Select(b => accesses[b.Id.Value] / b.SizeBytes)];
    }
}
