using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>Scales and zero points of a tensor.</summary>
internal readonly struct QuantizationTable(FlatTable table)
{
    private const int ScaleSlot = 2;
    private const int ZeroPointSlot = 3;
    private const int DetailsTypeSlot = 4;
    private const int QuantizedDimensionSlot = 6;

    public ImmutableArray<float> Scales => table.Singles(ScaleSlot);

    public ImmutableArray<long> ZeroPoints => table.Int64s(ZeroPointSlot);

    /// <summary>Nonzero: another scheme (custom, blockwise, several axes) that replaces scales and zero points.</summary>
    public byte DetailsType => table.Byte(DetailsTypeSlot);

    public int QuantizedDimension => table.Int32(QuantizedDimensionSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Vector(table, ScaleSlot, 4)
        && verifier.Vector(table, ZeroPointSlot, 8)
        && verifier.Scalar(table, DetailsTypeSlot, 1)
        && verifier.Scalar(table, QuantizedDimensionSlot, 4);
}
