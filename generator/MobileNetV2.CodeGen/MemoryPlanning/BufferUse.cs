using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>A buffer's address handed to a kernel, directly or in a parameter structure.</summary>
internal readonly record struct BufferUse(int Step, BufferId Buffer, int OffsetBytes, bool IsRead)
{
    /// <summary>Every use, in running order.</summary>
    public static IEnumerable<BufferUse> Of(KernelProgram program) => program.Steps.SelectMany(Of);

    public static IEnumerable<BufferUse> Of(LoweredStep step) =>
        step.Calls.SelectMany(c => c.FlatArguments).SelectMany(a => InArgument(step.Index, a));

    private static IEnumerable<BufferUse> InArgument(int step, KernelArgument argument) => argument switch
    {
        BufferArgument a => [new BufferUse(step, a.Buffer, a.OffsetBytes, a.IsReadOnly)],
        StructArgument a => InFields(step, a.Fields),
        _ => [],
    };

    // Structures hold the addresses of scratch, which is written and read.
    private static IEnumerable<BufferUse> InFields(int step, ImmutableArray<StructField> fields) =>
        fields.SelectMany(f => f.Value switch
        {
            BufferAddressValue v => [new BufferUse(step, v.Buffer, 0, true)],
            NestedValue v => InFields(step, v.Fields),
            _ => Enumerable.Empty<BufferUse>(),
        });
}
