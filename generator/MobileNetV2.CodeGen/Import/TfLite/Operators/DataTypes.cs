namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>What a kind of operator does to data of each type.</summary>
[Flags]
internal enum DataTypes
{
    /// <summary>Moves or converts values of any type, or is about none.</summary>
    Any = 0,

    /// <summary>Computes with quantized values: int8, and others that the operator has a dialect for. Data of uint8 becomes int8, since
    /// the reference's kernels on uint8 give the bits of those on int8 less 128.</summary>
    Quantized = 1,

    /// <summary>Also computes with int32 and int64 as they stand.</summary>
    Integers = 2,

    /// <summary>The reference's kernels on uint8 round otherwise than those on int8: the record says which it is.</summary>
    RoundsApartOnUInt8 = 4,
}
