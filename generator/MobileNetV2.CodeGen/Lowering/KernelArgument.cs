using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>An argument of a kernel call. Closed hierarchy; emission turns each into C.</summary>
internal abstract record KernelArgument;

/// <summary>A pointer into the arena.</summary>
internal sealed record BufferArgument(BufferId Buffer, int OffsetBytes, ElementType Type, bool IsReadOnly) : KernelArgument;

/// <summary>A pointer to a constant array.</summary>
internal sealed record ConstantArgument(ConstantId Constant) : KernelArgument;

/// <summary>The address of a parameter structure, emitted with designated initialisers: <c>static const</c> unless a field points into the arena.</summary>
/// <param name="CType">For example <c>cmsis_nn_conv_params</c>.</param>
/// <param name="Name">Local name, unique within the step: <c>conv_params</c>.</param>
internal sealed record StructArgument(string CType, string Name, ImmutableArray<StructField> Fields) : KernelArgument;

/// <param name="Name">What the number means, for functions that take many; null when the call explains itself.</param>
internal sealed record IntegerArgument(long Value, string? Name = null) : KernelArgument;

internal sealed record FloatArgument(float Value) : KernelArgument;

internal sealed record NullArgument : KernelArgument;
