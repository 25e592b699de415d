using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>A designated initialiser: <c>.Name = Value</c>.</summary>
internal sealed record StructField(string Name, FieldValue Value);

/// <summary>The value of a field. Closed hierarchy.</summary>
internal abstract record FieldValue;

internal sealed record IntegerValue(long Value) : FieldValue;

internal sealed record FloatValue(float Value) : FieldValue;

internal sealed record NestedValue(ImmutableArray<StructField> Fields) : FieldValue;

/// <summary>Elements of an array member.</summary>
internal sealed record IntegerArrayValue(ImmutableArray<long> Values) : FieldValue;

/// <summary>The address of constant data. CMSIS-NN's structures hold pointers to non-const: <paramref name="CastsConstAway"/>.</summary>
internal sealed record RecipeAddressValue(ConstantRecipe Recipe, bool CastsConstAway) : FieldValue
{
    /// <summary>The C type of the elements that the field points to, where it is not that of the data.</summary>
    public string? ReadAs { get; init; }
}

/// <summary>The address of working memory of the choice.</summary>
internal sealed record ScratchAddressValue(ScratchRecipe Scratch) : FieldValue;

internal sealed record NullValue : FieldValue;
