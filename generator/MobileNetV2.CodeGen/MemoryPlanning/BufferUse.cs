using System.Collections.Immutable;
using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>A buffer's address handed to a kernel, directly or in a parameter structure.</summary>
internal readonly record struct BufferUse(int Step, BufferId Buffer, int OffsetBytes)
{
    /// <summary>Every use, in running order.</summary>
    public static IEnumerable<BufferUse> Of(KernelProgram program) =>
        program.Steps.SelectMany(s => s.Calls.SelectMany(c => c.Arguments).SelectMany(a => InArgument(s.Index, a)));

    private static IEnumerable<BufferUse> InArgument(int step, KernelArgument argument) => argument switch
    {
        BufferArgument a => [new BufferUse(step, a.Buffer, a.OffsetBytes)],
        StructArgument a => InFields(step, a.Fields),
        _ => [],
    };

    private static IEnumerable<BufferUse> InFields(int step, ImmutableArray<StructField> fields) =>
        fields.SelectMany(f => f.Value switch
        {
            BufferAddressValue v => [new BufferUse(step, v.Buffer, 0)],
            NestedValue v => InFields(step, v.Fields),
            _ => Enumerable.Empty<BufferUse>(),
        });
}
