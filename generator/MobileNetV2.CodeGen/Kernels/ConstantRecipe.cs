using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>Read-only data that a kernel wants: its size is known, its bytes are made when somebody asks.</summary>
/// <param name="Role">The last part of its name: <c>filter</c>.</param>
/// <param name="Comment">Shape and meaning, for people.</param>
/// <param name="Make">Gives <paramref name="SizeBytes"/> little-endian bytes.</param>
internal sealed record ConstantRecipe(string Role, string Comment, ElementType Type, int SizeBytes, Func<ReadOnlyMemory<byte>> Make)
{
    /// <summary>The tensor that it is, unchanged: operators that share the tensor share the data.
    /// Null for data made for one operator.</summary>
    public TensorId? Shared { get; init; }

    /// <summary>The name of a table that does not depend on the operator: a program has it once. Null for other data.</summary>
    public string? Common { get; init; }

    /// <summary>A table of small numbers that all operators of a program have in common.</summary>
    public static ConstantRecipe CommonTable(string name, string comment, ImmutableArray<int> values) =>
        new(name, comment, ElementType.Int16, values.Length * sizeof(short), () => LittleEndian.Shorts(values)) { Common = name };

    public static ConstantRecipe Of(Tensor tensor, string role, string comment) =>
        new(role, comment, tensor.Type, tensor.SizeBytes, () => tensor.Data!.Value) { Shared = tensor.Id };

    /// <inheritdoc/>
    public bool Equals(ConstantRecipe? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
