using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>An argument of a kernel call. Closed hierarchy. What a kernel asks for (an operand, a recipe, scratch memory) becomes a place
/// when the call is bound; the rest is final.</summary>
internal abstract record KernelArgument;

/// <summary>A tensor that the kernel reads or writes, from byte <paramref name="OffsetBytes"/> on.</summary>
internal sealed record OperandArgument(TensorId Tensor, int OffsetBytes, bool IsReadOnly) : KernelArgument;

/// <summary>The addresses of some operands, one behind the other: <c>const int8_t *const *</c>.</summary>
internal sealed record AddressesArgument(ElementType Type, ImmutableArray<KernelArgument> Elements) : KernelArgument;

/// <summary>The address of constant data.</summary>
internal sealed record RecipeArgument(ConstantRecipe Recipe) : KernelArgument;

/// <summary>Working memory of the choice.</summary>
internal sealed record ScratchArgument(ScratchRecipe Scratch) : KernelArgument;

/// <summary>The 32-bit sums of a kernel of form <see cref="KernelForm.Sums"/>, one for each channel.</summary>
internal sealed record SumsArgument : KernelArgument;

/// <summary>The address of a parameter structure, emitted with designated initialisers:
/// <c>static const</c> unless a field points into the arena.</summary>
/// <param name="CType">For example <c>cmsis_nn_conv_params</c>.</param>
/// <param name="Name">Local name, unique within the step: <c>conv_params</c>.</param>
internal sealed record StructArgument(string CType, string Name, ImmutableArray<StructField> Fields) : KernelArgument;

/// <param name="Name">What the number means, for functions that take many; null when the call explains itself.</param>
internal sealed record IntegerArgument(long Value, string? Name = null) : KernelArgument;

internal sealed record FloatArgument(float Value) : KernelArgument;

/// <summary>A name that a header of the runtime declares.</summary>
internal sealed record EnumeratorArgument(string Name) : KernelArgument;

/// <summary>The address of a constant of the runtime: what computes a part of a kernel's work.</summary>
/// <param name="CType">For example <c>mnv2_at_once</c>.</param>
/// <param name="Field">Its name in a record.</param>
/// <param name="Sources">Define it and what it needs.</param>
internal sealed record RuntimeArgument(string Name, string CType, string Field, ImmutableArray<KernelSource> Sources) : KernelArgument;

internal sealed record NullArgument : KernelArgument;

/// <summary>A number that depends on the tile.</summary>
internal sealed record TileArgument(TileNumber Number) : KernelArgument;
