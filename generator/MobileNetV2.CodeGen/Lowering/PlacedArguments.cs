using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>A pointer into the arena.</summary>
internal sealed record BufferArgument(BufferId Buffer, int OffsetBytes, ElementType Type, bool IsReadOnly) : KernelArgument;

/// <summary>A pointer into the memory of a state.</summary>
internal sealed record StateArgument(StatePlace Place, int OffsetBytes, ElementType Type, bool IsReadOnly) : KernelArgument;

/// <summary>A pointer to a constant array.</summary>
internal sealed record ConstantArgument(ConstantId Constant) : KernelArgument;

/// <summary>The address of a constant array. CMSIS-NN's structures hold pointers to non-const: <paramref name="CastsConstAway"/>.</summary>
/// <param name="ReadAs">The C type of the elements that the field points to, where it is not the array's.</param>
internal sealed record ConstantAddressValue(ConstantId Constant, bool CastsConstAway, string? ReadAs) : FieldValue;

/// <summary>The address of a buffer of the arena (known only at run time, when the arena is bound).</summary>
internal sealed record BufferAddressValue(BufferId Buffer) : FieldValue;
