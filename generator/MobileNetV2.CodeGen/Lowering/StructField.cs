using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>A designated initialiser: <c>.Name = Value</c>.</summary>
internal sealed record StructField(string Name, FieldValue Value);

/// <summary>The value of a field. Closed hierarchy.</summary>
internal abstract record FieldValue;

internal sealed record IntegerValue(long Value) : FieldValue;

internal sealed record FloatValue(float Value) : FieldValue;

internal sealed record NestedValue(ImmutableArray<StructField> Fields) : FieldValue;

/// <summary>Elements of an array member.</summary>
internal sealed record IntegerArrayValue(ImmutableArray<long> Values) : FieldValue;

/// <summary>The address of a constant array. CMSIS-NN's structures hold pointers to non-const: <paramref name="CastsConstAway"/>.</summary>
internal sealed record ConstantAddressValue(ConstantId Constant, bool CastsConstAway) : FieldValue;

/// <summary>The address of a buffer of the arena (known only at run time, when the arena is bound).</summary>
internal sealed record BufferAddressValue(BufferId Buffer) : FieldValue;

internal sealed record NullValue : FieldValue;
