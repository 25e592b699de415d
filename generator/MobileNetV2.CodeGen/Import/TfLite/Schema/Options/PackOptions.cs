using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct PackOptions(FlatTable table)
{
    private const int AxisSlot = 1;

    public int Axis => table.Int32(AxisSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Scalar(table, AxisSlot, 4);
}
