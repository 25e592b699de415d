using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

internal readonly struct GatherOptions(FlatTable table)
{
    private const int AxisSlot = 0;
    private const int BatchDimensionsSlot = 1;

    public int Axis => table.Int32(AxisSlot);

    public int BatchDimensions => table.Int32(BatchDimensionsSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Scalar(table, AxisSlot, 4) && verifier.Scalar(table, BatchDimensionsSlot, 4);
}
