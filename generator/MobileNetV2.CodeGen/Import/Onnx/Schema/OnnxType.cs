namespace MobileNetV2.CodeGen.Import.Onnx.Schema;

/// <summary>Element types by their number in the format.</summary>
internal enum OnnxType
{
    Undefined = 0,
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    UInt16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    String = 8,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    UInt32 = 12,
    UInt64 = 13,
    BFloat16 = 16,
    UInt4 = 21,
    Int4 = 22,
}

/// <summary>Numbers of element types in a file.</summary>
internal static class OnnxTypes
{
    /// <summary>Any number that is none of ours is refused where the tensor is used.</summary>
    /// <exception cref="InvalidDataException">No version of the format can have that number.</exception>
    public static OnnxType Of(long number) =>
        number is >= 0 and <= int.MaxValue ? (OnnxType)number : throw new InvalidDataException($"an element type has the number {number}");
}
