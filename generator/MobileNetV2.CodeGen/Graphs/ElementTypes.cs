namespace MobileNetV2.CodeGen.Graphs;

/// <summary>Facts about <see cref="ElementType"/>.</summary>
public static class ElementTypes
{
    /// <summary>Bytes of one element.</summary>
    public static int SizeBytes(this ElementType type) => type switch
    {
        ElementType.Int8 or ElementType.UInt8 or ElementType.Bool => 1,
        ElementType.Int16 => 2,
        ElementType.Int32 or ElementType.Float32 => 4,
        ElementType.Int64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>The C type of one element.</summary>
    public static string CName(this ElementType type) => type switch
    {
        ElementType.Int8 => "int8_t",
        ElementType.UInt8 => "uint8_t",
        ElementType.Bool => "uint8_t",
        ElementType.Int16 => "int16_t",
        ElementType.Int32 => "int32_t",
        ElementType.Int64 => "int64_t",
        ElementType.Float32 => "float",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>Smallest and largest value of a quantized type.</summary>
    public static (int Min, int Max) QuantizedRange(this ElementType type) => type switch
    {
        ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        ElementType.UInt8 => (byte.MinValue, byte.MaxValue),
        ElementType.Int16 => (short.MinValue, short.MaxValue),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a quantized type"),
    };
}
